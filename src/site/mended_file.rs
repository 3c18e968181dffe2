//! Certain repairs of a document's body, made in the bytes of its file.

use std::collections::BTreeMap;

use crate::content::{BodyFacts, SourcePath, decoded_text, patched, split};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, SourceEdit, SourceLocation};
use crate::markdown::{self, MarkdownOptions};
use crate::message;

/// Rounds of repairs: one may show what another mark hid.
const ROUNDS: usize = 8;

/// Repair that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AppliedRepair {
    /// Code of the diagnostic.
    pub code: Code,
    /// Place of the diagnostic, in the text at that time.
    pub place: SourceLocation,
}

/// File before and after its repairs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct MendedFile {
    /// Bytes after the repairs.
    pub bytes: Vec<u8>,
    /// Text before the repairs.
    pub before: String,
    /// Text after the repairs.
    pub after: String,
    /// Repairs, in the order in which they were made.
    pub edits: Vec<AppliedRepair>,
    /// Diagnostics of the body that an editor has to look at.
    pub left: Diagnostics,
}

/// Makes all certain repairs of a document's body, and further ones of its text; an error if its file
/// is not text, or cannot be changed in its encoding.
pub(crate) fn mend(
    path: &SourcePath,
    bytes: &[u8],
    options: &MarkdownOptions,
    further: &dyn Fn(&str, &BodyFacts) -> Vec<Diagnostic>,
) -> Result<MendedFile, Diagnostics> {
    let mut file = MendedFile {
        bytes: bytes.to_vec(),
        ..MendedFile::default()
    };
    for round in 0..=ROUNDS {
        let text = decoded_text(path, &file.bytes)?;
        let (parts, _) = split(path, &text);
        let (facts, mut found) = markdown::facts(path.as_str(), &text, parts.body, options);
        found.extend(further(&text, &facts));
        if round == 0 {
            file.before.clone_from(&text);
        }
        file.after = text;
        let (edits, applied) = choose(&found);
        file.left = found;
        if edits.is_empty() || round == ROUNDS {
            break;
        }
        file.bytes = patched(&file.bytes, &edits).ok_or_else(|| unwritable(path))?;
        file.edits.extend(applied);
    }
    Ok(file)
}

/// Returns the edits of diagnostics, in order; of those that overlap, only the first one's.
fn choose(found: &Diagnostics) -> (Vec<SourceEdit>, Vec<AppliedRepair>) {
    let mut repairs: Vec<&Diagnostic> = found
        .iter()
        .filter(|found| !found.edits.is_empty())
        .collect();
    repairs.sort_by_key(|found| found.edits.first().map(|edit| edit.range().start));
    let mut taken: BTreeMap<(usize, usize), &SourceEdit> = BTreeMap::new();
    let mut applied = Vec::new();
    for found in repairs {
        if found.edits.iter().all(|edit| is_free(&taken, edit)) {
            let ranges = found.edits.iter().map(|edit| (edit.range(), edit));
            taken.extend(ranges.map(|(range, edit)| ((range.start, range.end), edit)));
            applied.extend(found.place.clone().map(|place| AppliedRepair {
                code: found.code,
                place,
            }));
        }
    }
    (taken.into_values().cloned().collect(), applied)
}

/// Returns true if an edit overlaps none of others.
fn is_free(taken: &BTreeMap<(usize, usize), &SourceEdit>, edit: &SourceEdit) -> bool {
    let range = edit.range();
    let before = taken.range(..=(range.start, range.end)).next_back();
    let after = taken.range((range.start, range.end)..).next();
    before.is_none_or(|((_, end), _)| *end <= range.start)
        && after.is_none_or(|((start, _), _)| range.end <= *start)
        && !taken.contains_key(&(range.start, range.end))
}

fn unwritable(path: &SourcePath) -> Diagnostics {
    let message = message!(
        "这个文件的编码里写不下改好的文字，没有改它",
        "the encoding of this file cannot hold the repaired text; it was not changed"
    );
    let found = Diagnostic::new(Code::SourceNotText, message)
        .at(SourceLocation::file(path.as_str()))
        .hint(message!(
            "先在编辑器里另存为 UTF-8",
            "save the file as UTF-8 first"
        ));
    Diagnostics::from_iter([found])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mended(text: &str) -> MendedFile {
        let path = SourcePath::from("content/a.md");
        let options = MarkdownOptions::default();
        mend(&path, text.as_bytes(), &options, &|_, _| Vec::new()).unwrap_or_default()
    }

    proptest! {
        #[test]
        fn a_second_run_changes_nothing(
            text in "([#＃*＊~～`·|｜()（）!！>》:：-]|\\[|\\]|［|］|【|】|\\^|1|、| |\n|\n|甲|乙。|a\\.md|a\\.png|---){0,30}"
        ) {
            let once = mended(&text);
            let twice = mended(&once.after);
            prop_assert_eq!(&twice.after, &once.after);
            prop_assert_eq!(twice.edits.len(), 0);
            prop_assert_eq!(once.edits.is_empty(), once.after == text);
            // Words are neither lost nor added.
            let words = |text: &str| -> String { text.chars().filter(|c| "甲乙。".contains(*c)).collect() };
            prop_assert_eq!(words(&once.after), words(&text));
        }
    }

    #[test]
    fn what_one_repair_uncovers_is_repaired_too() {
        let file = mended("###　【办法】（b.md）\n\n··· \n##一\n···\n");
        assert_eq!(file.after, "### [办法](b.md)\n\n``` \n##一\n```\n");
        assert!(file.left.is_empty());
    }
}
