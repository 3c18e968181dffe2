//! Distribution of items and units over sheets.

use std::collections::BTreeSet;
use std::ops::Range;

use super::UnitMatrix;

/// Most rows of a sheet: what an A4 page holds below the headers.
const MOST_ROWS: usize = 24;
/// Most columns: what fits beside the names of the items.
const MOST_COLUMNS: usize = 28;

/// Items of a section that stand on a sheet.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SectionBand {
    /// Number of the section.
    pub(super) section: usize,
    /// Numbers of the items, over all sections.
    pub(super) items: Range<usize>,
}

/// Sheet: rows and columns by their numbers.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct MatrixSheet {
    pub(super) bands: Vec<SectionBand>,
    /// Units with a duty on the sheet, collectives last.
    pub(super) units: Vec<usize>,
}

/// Spreads a matrix over sheets.
pub(super) fn sheets(matrix: &UnitMatrix) -> Vec<MatrixSheet> {
    let rows = rows(matrix);
    rows.into_iter()
        .flat_map(|bands| columns(matrix, &bands))
        .collect()
}

/// Distributes the rows over sheets; a section stays together where possible.
fn rows(matrix: &UnitMatrix) -> Vec<Vec<SectionBand>> {
    let mut all: Vec<Vec<SectionBand>> = vec![Vec::new()];
    let mut first = 0;
    let mut used = 0;
    for (section, of) in matrix.sections.iter().enumerate() {
        let mut rest = first..first + of.items.len();
        first = rest.end;
        if used > 0 && used + rest.len() > MOST_ROWS {
            all.push(Vec::new());
            used = 0;
        }
        while !rest.is_empty() {
            if used == MOST_ROWS {
                all.push(Vec::new());
                used = 0;
            }
            let end = rest.end.min(rest.start + MOST_ROWS - used);
            used += end - rest.start;
            if let Some(last) = all.last_mut() {
                last.push(SectionBand {
                    section,
                    items: rest.start..end,
                });
            }
            rest.start = end;
        }
    }
    all
}

/// Splits rows into sheets of nearly the same width.
fn columns(matrix: &UnitMatrix, bands: &[SectionBand]) -> Vec<MatrixSheet> {
    let is_here = |item: usize| bands.iter().any(|band| band.items.contains(&item));
    let owing: BTreeSet<usize> = matrix
        .duties
        .iter()
        .filter(|duty| is_here(duty.0))
        .map(|duty| duty.1)
        .collect();
    let (collective, single): (Vec<usize>, Vec<usize>) = owing
        .into_iter()
        .partition(|&at| matrix.units.get(at).is_some_and(|unit| unit.is_collective));
    let units = [single, collective].concat();
    let parts = units.len().div_ceil(MOST_COLUMNS).max(1);
    let width = units.len().div_ceil(parts).max(1);
    let again = || {
        bands.iter().map(|band| SectionBand {
            section: band.section,
            items: band.items.clone(),
        })
    };
    units
        .chunks(width)
        .map(|units| MatrixSheet {
            bands: again().collect(),
            units: units.to_vec(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{MatrixItem, MatrixSection, MatrixUnit};
    use super::*;
    use crate::law::responsible_unit::UnitRole;

    fn matrix(sections: &[usize], units: usize) -> UnitMatrix {
        let section = |&items: &usize| MatrixSection {
            title: String::new(),
            items: vec![MatrixItem::default(); items],
        };
        let items: usize = sections.iter().sum();
        UnitMatrix {
            sections: sections.iter().map(section).collect(),
            units: (0..units)
                .map(|at| MatrixUnit {
                    is_collective: at == 0,
                    ..MatrixUnit::default()
                })
                .collect(),
            duties: (0..items.max(units))
                .map(|at| (at % items, at % units, UnitRole::Lead))
                .collect(),
            ..UnitMatrix::default()
        }
    }

    fn shape(matrix: &UnitMatrix) -> Vec<(usize, usize)> {
        let rows = |sheet: &MatrixSheet| sheet.bands.iter().map(|band| band.items.len()).sum();
        sheets(matrix)
            .iter()
            .map(|sheet| (rows(sheet), sheet.units.len()))
            .collect()
    }

    #[test]
    fn a_plan_of_a_year_fits_one_sheet() {
        assert_eq!(shape(&matrix(&[3, 2, 3, 2], 20)), [(10, 20)]);
    }

    #[test]
    fn sections_stay_together_and_sheets_are_of_like_width() {
        assert_eq!(
            shape(&matrix(&[20, 15, 24], 80)),
            [(20, 20), (20, 20), (15, 16), (24, 24)]
        );
        assert_eq!(shape(&matrix(&[70], 3)), [(24, 3), (24, 3), (22, 3)]);
    }

    #[test]
    fn collectives_stand_last_and_nothing_owed_is_no_sheet() {
        let made = sheets(&matrix(&[3], 3));
        assert_eq!(
            made.iter()
                .map(|sheet| sheet.units.as_slice())
                .collect::<Vec<_>>(),
            [[1, 2, 0]]
        );
        assert_eq!(shape(&UnitMatrix::default()), []);
    }
}
