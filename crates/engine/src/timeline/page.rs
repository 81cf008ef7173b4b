//! The pages of a document whose text has them: a form feed stands between two.

/// Where pages end in a text.
pub(super) struct Pages {
    /// The places of the form feeds, in code points, the first one first.
    ends: Vec<u32>,
}

impl Pages {
    /// Returns the pages of a text; nothing when it has none, or only one.
    pub(super) fn of(text: &str) -> Option<Self> {
        if !text.contains('\u{c}') {
            return None;
        }
        let places = (0..).zip(text.chars());
        let ends = places.filter(|(_, it)| *it == '\u{c}');
        Some(Self {
            ends: ends.map(|(place, _)| place).collect(),
        })
    }

    /// Returns the page of a place, counted from 1.
    pub(super) fn at(&self, place: u32) -> u32 {
        let before = self.ends.partition_point(|end| *end < place);
        u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_on_the_page_after_the_form_feeds_before_it() {
        let pages = Pages::of("Über\n\n\u{c}\n\ntwo\n\n\u{c}\n\nthree").expect("pages");
        let at = [0, 5, 6, 7, 9, 14, 17].map(|place| pages.at(place));
        assert_eq!(at, [1, 1, 1, 2, 2, 2, 3]);
        assert!(Pages::of("one page").is_none());
    }
}
