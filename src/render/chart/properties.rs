//! Properties of every chart, whatever its labels contain.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::law::plan::ItemStatus;
use crate::law::responsible_unit::UnitRole;
use crate::render::view::{ChartView, TableRow};

/// Texts of elements of a class, in their order; an error when the SVG is no XML.
fn texts(svg: &str, class: &str) -> Result<Vec<String>, roxmltree::Error> {
    let document = roxmltree::Document::parse(svg)?;
    let is_it = |node: &roxmltree::Node<'_, '_>| {
        node.attribute("class")
            .is_some_and(|classes| classes.split(' ').any(|one| one == class))
    };
    Ok(document
        .descendants()
        .filter(is_it)
        .filter_map(|node| node.text().map(str::to_owned))
        .collect())
}

/// Checks that every SVG of a chart parses and no id occurs twice.
fn is_sound(picture: &ChartView) -> Result<(), TestCaseError> {
    let drawings = picture
        .sheets
        .iter()
        .flat_map(|sheet| sheet.side.iter().chain([&sheet.svg]));
    let mut ids = BTreeSet::new();
    for svg in drawings.chain(picture.legend.iter().map(|key| &key.svg)) {
        let document = roxmltree::Document::parse(svg);
        prop_assert!(document.is_ok(), "{:?}: {}", document.err(), svg);
        for node in document.iter().flat_map(|document| document.descendants()) {
            if let Some(id) = node.attribute("id") {
                prop_assert!(ids.insert(id.to_owned()), "{} is there twice", id);
            }
        }
    }
    for sheet in &picture.sheets {
        let has_all = [
            "role=\"img\"",
            "<title id=",
            "<desc id=",
            "aria-labelledby=",
        ];
        prop_assert!(has_all.iter().all(|part| sheet.svg.contains(part)));
    }
    Ok(())
}

fn numbers(rows: &[TableRow]) -> Vec<String> {
    rows.iter()
        .flat_map(|row| row.cells.iter().flatten().map(|cell| cell.name.clone()))
        .collect()
}

fn duties() -> impl Strategy<Value = BTreeSet<(usize, usize, UnitRole)>> {
    let role = proptest::sample::select(symbols::ROLES.to_vec());
    proptest::collection::btree_set((0_usize..12, 0_usize..40, role), 0..60)
}

fn statuses() -> impl Strategy<Value = Vec<ItemStatus>> {
    proptest::collection::vec(proptest::sample::select(symbols::STATUSES.to_vec()), 0..20)
}

proptest! {
    #[test]
    fn a_matrix_is_sound_and_its_table_counts_what_it_shows(word in any::<String>(), duties in duties()) {
        let item = MatrixItem { label: word.clone(), title: word.clone(), href: None };
        let section = MatrixSection { title: word.clone(), items: vec![item; 4] };
        let unit = |at: usize| MatrixUnit { name: format!("{word}{at}"), href: None, is_collective: at.is_multiple_of(5) };
        let made = matrix(&UnitMatrix {
            id: "matrix".to_owned(),
            title: word.clone(),
            sections: vec![section; 3],
            units: (0..40).map(unit).collect(),
            duties: duties.clone(),
        });
        is_sound(&made)?;
        for (at, role) in symbols::ROLES.into_iter().enumerate() {
            let owed = duties.iter().filter(|duty| duty.2 == role).count();
            let class = format!("role-{}", role.id());
            let drawn: usize = made.sheets.iter().map(|sheet| sheet.svg.matches(&class).count()).sum();
            prop_assert_eq!(drawn, owed);
            prop_assert_eq!(made.legend[at].count, Some(owed));
            let (last, rows) = made.table.rows.split_last().map_or((None, &[][..]), |(last, rows)| (Some(last), rows));
            prop_assert_eq!(rows.iter().map(|row| row.cells[at].len()).sum::<usize>(), owed);
            prop_assert_eq!(last.map(|row| row.cells[at][0].name.clone()), Some(owed.to_string()));
        }
    }

    #[test]
    fn a_heat_map_is_sound_and_its_table_has_its_numbers(
        word in any::<String>(),
        counts in proptest::collection::vec(any::<[u8; 12]>(), 0..8),
        all in any::<[u8; 12]>(),
    ) {
        let venue = |counts: &[u8; 12]| VenueMonths {
            name: word.clone(),
            href: None,
            counts: counts.map(usize::from),
        };
        let made = months(&MonthlyCounts {
            id: "months".to_owned(),
            title: word.clone(),
            venues: counts.iter().map(venue).collect(),
            all: all.map(usize::from),
            elsewhere: 0,
        });
        is_sound(&made)?;
        let shown = texts(&made.sheets[0].svg, "count").map_err(|failure| TestCaseError::fail(failure.to_string()))?;
        prop_assert_eq!(shown, numbers(&made.table.rows));
    }

    #[test]
    fn bars_are_sound_and_their_table_has_their_numbers(
        word in any::<String>(),
        sections in proptest::collection::vec(statuses(), 1..5),
    ) {
        let section = |statuses: &Vec<ItemStatus>| SectionProgress {
            title: word.clone(),
            href: None,
            statuses: statuses.clone(),
        };
        let made = progress("progress", &word, &sections.iter().map(section).collect::<Vec<_>>());
        is_sound(&made)?;
        let shown = texts(&made.sheets[0].svg, "count").map_err(|failure| TestCaseError::fail(failure.to_string()))?;
        let is_shown = |row: &&TableRow| sections.len() > 1 || !row.is_total;
        let (total, each): (Vec<&TableRow>, Vec<&TableRow>) =
            made.table.rows.iter().filter(is_shown).partition(|row| row.is_total);
        let in_table = total.into_iter().chain(each).flat_map(|row| row.cells.split_last().map_or(&[][..], |(_, parts)| parts));
        let told: Vec<String> = in_table.flatten().map(|cell| cell.name.clone()).filter(|number| number != "0").collect();
        prop_assert_eq!(shown, told);
    }
}

#[test]
fn small_charts_are_as_drawn() {
    let item = |label: &str, title: &str| MatrixItem {
        label: label.to_owned(),
        title: title.to_owned(),
        href: Some("/plan/2026/items/1.html".to_owned()),
    };
    let unit = |name: &str, is_collective| MatrixUnit {
        name: name.to_owned(),
        href: None,
        is_collective,
    };
    let small = UnitMatrix {
        id: "matrix".to_owned(),
        title: "责任分工".to_owned(),
        sections: vec![MatrixSection {
            title: "一、提高水平".to_owned(),
            items: vec![item("㈠", "学法制度"), item("㈡", "决策机制")],
        }],
        units: vec![unit("市司法局", false), unit("有关部门", true)],
        duties: BTreeSet::from([(0, 0, UnitRole::Lead), (0, 1, UnitRole::Participate)]),
    };
    let venue = VenueMonths {
        name: "乡村".to_owned(),
        href: None,
        counts: [0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 4],
    };
    let all = venue.counts;
    let year = MonthlyCounts {
        id: "months".to_owned(),
        title: "落实情况".to_owned(),
        venues: vec![venue],
        all,
        elsewhere: 1,
    };
    let section = SectionProgress {
        title: "一、提高水平".to_owned(),
        href: None,
        statuses: vec![
            ItemStatus::Done,
            ItemStatus::InProgress,
            ItemStatus::InProgress,
            ItemStatus::NotStarted,
        ],
    };
    let drawn = [
        matrix(&small),
        months(&year),
        progress("progress", "各部分进展", &[section]),
    ];
    let written = drawn
        .iter()
        .map(|picture| format!("{picture:#?}").replace("><", ">\n<"));
    insta::assert_snapshot!(written.collect::<Vec<_>>().join("\n"));
}
