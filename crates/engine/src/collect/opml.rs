//! The watches of a case as a list of feeds (OPML 2.0), for other feed readers and other libraries.

use model::{Case, WatchKind};

use crate::error::EngineError;
use crate::library::Library;

impl Library {
    /// Returns the feeds and dockets that a case watches as OPML. Pages, sitemaps and folders are no
    /// feeds, and another reader could do nothing with them.
    pub fn export_watches(&self, case: &Case) -> Result<String, EngineError> {
        let watches = self.watches(case.id)?;
        let feeds = watches
            .iter()
            .filter(|it| matches!(it.kind, WatchKind::Feed | WatchKind::Docket));
        let outlines = feeds.fold(String::new(), |list, feed| {
            let target = escaped(&feed.target);
            list + "    <outline type=\"rss\" text=\""
                + &target
                + "\" xmlUrl=\""
                + &target
                + "\" />\n"
        });
        Ok(format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    \
             <title>{}</title>\n  </head>\n  <body>\n{outlines}  </body>\n</opml>\n",
            escaped(&case.name)
        ))
    }
}

/// Returns a text as it may stand in XML, also between quotation marks.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML 1.0 has no way to write other control characters.
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_meaning_in_xml_is_written_as_a_reference() {
        assert_eq!(escaped("a\"b<c>&d\u{1b}"), "a&quot;b&lt;c&gt;&amp;d ");
    }
}
