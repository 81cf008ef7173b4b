//! What the model says of a word: outside of names, or a place in a name of a type.

/// What a name names, as the training data tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Type {
    Person,
    Organisation,
    Place,
    Product,
    /// An event, a people, a prize: a name that this program does not list.
    Other,
}

/// The types, in the order of their labels.
pub(crate) const TYPES: [Type; 5] = [
    Type::Person,
    Type::Organisation,
    Type::Place,
    Type::Product,
    Type::Other,
];

/// Places of a word in a name: alone, first, inside, last.
const PLACES: u8 = 4;

/// How many labels there are: one for words outside of names, and the places of each type.
pub(crate) const LABELS: usize = 1 + TYPES.len() * PLACES as usize;

/// A label, as a number below [`LABELS`]; 0 is outside.
pub(crate) type Label = u8;

/// Returns the labels of a name of `length` words.
#[cfg(any(test, feature = "train"))]
pub(crate) fn of_name(kind: Type, length: usize) -> Vec<Label> {
    let base = 1 + kind as u8 * PLACES;
    let place = |at: usize| match (at, length) {
        (0, 1) => 0,
        (0, _) => 1,
        _ if at + 1 == length => 3,
        _ => 2,
    };
    (0..length).map(|at| base + place(at)).collect()
}

/// Tells whether a label may follow another; `None` stands for the ends of a sentence.
pub(crate) fn may_follow(before: Option<Label>, after: Option<Label>) -> bool {
    let parts = |label: Label| {
        (
            label.wrapping_sub(1) / PLACES,
            label.wrapping_sub(1) % PLACES,
        )
    };
    let open = before.filter(|label| *label > 0 && matches!(parts(*label).1, 1 | 2));
    let goes_on = after.filter(|label| *label > 0 && matches!(parts(*label).1, 2 | 3));
    match (open, goes_on) {
        (None, None) => true,
        (Some(before), Some(after)) => parts(before).0 == parts(after).0,
        _ => false,
    }
}

/// A name among the labels of a sentence: its words and its type.
pub(crate) type Found = (std::ops::Range<usize>, Type);

/// Returns the names that a row of labels tells of.
pub(crate) fn names(labels: &[Label]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, label) in labels.iter().enumerate().filter(|(_, label)| **label > 0) {
        let place = (label - 1) % PLACES;
        if place < 2 {
            start = at;
        }
        if matches!(place, 0 | 3) {
            let kind = TYPES[usize::from((label - 1) / PLACES)];
            found.push((start..at + 1, kind));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_from_their_labels() {
        let mut labels = vec![0];
        labels.extend(of_name(Type::Person, 3));
        labels.extend(of_name(Type::Place, 1));
        labels.push(0);
        labels.extend(of_name(Type::Other, 2));
        let expected = vec![
            (1..4, Type::Person),
            (4..5, Type::Place),
            (6..8, Type::Other),
        ];
        assert_eq!(names(&labels), expected);
        let pairs = labels.windows(2);
        assert!(
            pairs
                .into_iter()
                .all(|it| may_follow(Some(it[0]), Some(it[1])))
        );
    }

    #[test]
    fn a_name_that_was_begun_is_ended() {
        let [first, last] = of_name(Type::Person, 2)[..] else {
            panic!("two words")
        };
        let elsewhere = of_name(Type::Place, 2)[1];
        assert!(!may_follow(Some(first), Some(0)));
        assert!(!may_follow(Some(first), None));
        assert!(!may_follow(Some(first), Some(elsewhere)));
        assert!(!may_follow(Some(0), Some(last)));
        assert!(!may_follow(None, Some(last)));
    }
}
