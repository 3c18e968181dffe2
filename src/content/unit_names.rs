//! `content/plan/units.yaml`: names of the responsible units of a site.
//!
//! A canonical name, then its aliases: `市人民政府办公室: [市政府办, 市府办]`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{SourcePath, yaml};
use crate::characters::{code_point, first_unfit, fit};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, SourceLocation};
use crate::law::responsible_unit::UnitNames;
use crate::message;

/// Path of the optional table.
pub(crate) const UNIT_NAMES: &str = "content/plan/units.yaml";

/// Value of a canonical name.
#[derive(Deserialize)]
#[serde(untagged)]
enum AliasList {
    None,
    One(String),
    Several(Vec<String>),
}

/// Reads the table; returns an empty one if it is invalid.
pub(crate) fn unit_names(path: &SourcePath, text: &str) -> (UnitNames, Diagnostics) {
    match serde_yaml::from_str::<Option<BTreeMap<String, AliasList>>>(text) {
        Ok(table) => {
            let mut unfit = None;
            let mut cleaned = |name: String| {
                unfit = unfit.or_else(|| first_unfit(&name));
                fit(&name).into_owned()
            };
            let aliases = table.unwrap_or_default().into_iter().map(|(name, others)| {
                let others = match others {
                    AliasList::None => Vec::new(),
                    AliasList::One(other) => vec![cleaned(other)],
                    AliasList::Several(others) => others.into_iter().map(&mut cleaned).collect(),
                };
                (cleaned(name), others)
            });
            let names = UnitNames {
                aliases: aliases.collect(),
            };
            (
                names,
                unfit
                    .map(|c| unfit_name(path, text, c))
                    .into_iter()
                    .collect(),
            )
        }
        Err(fault) => (
            UnitNames::default(),
            Diagnostics::from_iter([wrong(path, text, &fault)]),
        ),
    }
}

fn unfit_name(path: &SourcePath, text: &str, unfit: char) -> Diagnostic {
    let c = code_point(unfit);
    let at = text
        .find(unfit)
        .or_else(|| text.find('\\'))
        .unwrap_or_default();
    let message = message!(
        "单位名称里有看不见的字符 {c}，已去掉",
        "a name holds an invisible character, {c}, which is left out"
    );
    Diagnostic::new(Code::TextCharacter, message)
        .at(SourceLocation::in_text(path.as_str(), text, at, 1))
        .hint(message!(
            "删掉它，或者把名称重新打一遍",
            "delete it, or type the name anew"
        ))
}

fn wrong(path: &SourcePath, text: &str, fault: &serde_yaml::Error) -> Diagnostic {
    let (line, column) = fault
        .location()
        .map_or((1, 1), |at| (at.line() as u32, at.column() as u32));
    Diagnostic::new(
        Code::PlanUnitNames,
        yaml::fault(
            &message!(
                "单位名称表写法有误",
                "the table of units' names cannot be read"
            ),
            fault,
        ),
    )
    .at(SourceLocation::at_line(
        path.as_str(),
        text,
        line,
        column,
        1,
    ))
    .quote(fault.to_string())
    .hint(message!(
        "每行写一个单位：全称: [简称, 另一个简称]，冒号用英文的",
        "write one unit a line, as in 市人民政府办公室: [市政府办]"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (UnitNames, usize) {
        let (names, found) = unit_names(&SourcePath::from(UNIT_NAMES), text);
        (names, found.iter().count())
    }

    #[test]
    fn a_unit_has_one_other_name_or_several_or_none() {
        let (names, faults) =
            read("市人民政府办公室: [市政府办, 市府办]\n市司法局: 司法局\n市财政局:\n");
        assert_eq!(faults, 0);
        assert_eq!(names.canonical("市府办"), Some("市人民政府办公室"));
        assert_eq!(names.canonical("司法局"), Some("市司法局"));
        assert_eq!(names.canonical("市财政局"), Some("市财政局"));
        assert_eq!(read("# 还没有\n"), (UnitNames::default(), 0));
    }

    #[test]
    fn a_faulty_table_is_told_and_left_out() {
        assert_eq!(read("市司法局：司法局\n").1, 1);
        assert_eq!(read("市司法局: {a: 1}\n").1, 1);
    }
}
