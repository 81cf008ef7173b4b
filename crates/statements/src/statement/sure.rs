//! How sure a reading is: the share of such statements that proved right against marked texts.
//!
//! Quoted words whose kind is plain are nearly always right; reported words that leave their kind
//! open are right half the time. A speaker who is only likely, or not resolved, takes from it.

use model::{Attribution, Form, Kind};

use crate::draft::Draft;

/// Returns how sure a statement is, from 0 to 1.
pub(super) fn sure(draft: &Draft) -> f64 {
    let notice = draft.cue.is_none() && draft.form == Form::Event;
    if notice {
        return draft.confidence;
    }
    let words: f64 = match (draft.form, draft.open) {
        _ if draft.kind == Kind::NoComment => 0.9,
        (Form::Direct, false) => 0.92,
        (Form::Mixed, false) => 0.88,
        (Form::Indirect, false) => 0.8,
        (Form::Mixed, true) => 0.72,
        (Form::Direct, true) => 0.68,
        (Form::Event, _) => 0.6,
        (Form::Indirect, true) => 0.52,
    };
    words * speaker(draft)
}

/// What is left of it when the speaker is only likely.
fn speaker(draft: &Draft) -> f64 {
    let speaker = &draft.speaker;
    match (&speaker.name, speaker.attribution) {
        (Some(_), _) => 0.55 + 0.45 * (speaker.sure / 0.9).min(1.0),
        (None, Attribution::Anonymous) => 0.95,
        (None, Attribution::Document) => 0.8,
        (None, _) => 0.6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::speaker::Speaker;

    fn draft(form: Form, open: bool, name: Option<&str>) -> Draft {
        let speaker = match name {
            Some(name) => Speaker::named(name.to_owned(), crate::lexicon::Sort::Person, "", 0.9),
            None => Speaker::unknown(),
        };
        let cue = Some(0..1);
        Draft {
            form,
            cue,
            open,
            ..Draft::of(speaker, 0..1)
        }
    }

    #[test]
    fn an_open_kind_or_a_speaker_without_a_name_is_less_sure() {
        let plain = sure(&draft(Form::Indirect, false, Some("Roe")));
        let open = sure(&draft(Form::Indirect, true, Some("Roe")));
        let nobody = sure(&draft(Form::Indirect, false, None));
        assert!(plain > open, "{plain} {open}");
        assert!(plain > nobody, "{plain} {nobody}");
        assert!(nobody < 0.5, "{nobody}");
    }
}
