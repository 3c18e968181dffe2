//! Tree of numbered paragraphs, built from the body's lines by the inferred order of levels.

use super::levels::LevelOrder;
use super::normalized_text::{NormalizedSpan, NormalizedText};
use super::number_markers::{self, MarkerFamily, NumberMarker};
use super::plan_lines::{LineKind, PlanLine};
use super::table::{self, PlanTable, PlanTableRow, TableColumn};
use super::text_part::{PartClaims, PartKind};
use super::unit_clauses;
use crate::law::responsible_unit::{UnitRole, is_name_list};

/// Paragraph opened by a marker or heading, with its nested nodes and its units.
#[derive(Clone, Debug, Default)]
pub(super) struct PlanNode {
    pub(super) family: Option<MarkerFamily>,
    /// Rank in the order of levels; `None` for a heading without a marker.
    rank: Option<usize>,
    /// Depth of a Markdown heading, 0 for none.
    heading: u8,
    /// Indentation of the line.
    indent: usize,
    pub(super) label: Option<NormalizedSpan>,
    pub(super) number: Option<u32>,
    pub(super) line: u32,
    /// Own text; the first paragraph begins with the title.
    pub(super) paragraphs: Vec<NodeParagraph>,
    /// Clauses that name the units.
    pub(super) clauses: Vec<NodeClause>,
    /// Names and role words at the start of the text, which stay part of it.
    pub(super) leading: Option<NodeClause>,
    /// Deadline cell of a table.
    pub(super) deadline: Option<NormalizedSpan>,
    pub(super) children: Vec<PlanNode>,
}

/// Paragraph of a node.
#[derive(Clone, Debug, Default)]
pub(super) struct NodeParagraph {
    pub(super) line: u32,
    /// Text without the clauses that name units.
    pub(super) segments: Vec<NormalizedSpan>,
}

/// Clause that names units.
#[derive(Clone, Copy, Debug)]
pub(super) struct NodeClause {
    /// Clause including its brackets.
    pub(super) whole: NormalizedSpan,
    pub(super) inner: NormalizedSpan,
    pub(super) line: u32,
    /// Role given by the table column.
    pub(super) role: Option<UnitRole>,
    /// True if the clause is a paragraph by itself.
    pub(super) stands_alone: bool,
    /// True if the text says that the first unit leads.
    pub(super) first_leads: bool,
}

/// Limit of levels that markers of one family form by indentation.
const LEVELS_OF_A_FAMILY: usize = 10;

const BULLET_RANK: usize = 900;
const GROUP_RANK: usize = 980;
const ROW_RANK: usize = 990;

/// Builds the tree of the lines and claims the text that no node holds.
pub(super) fn build(
    reading: &NormalizedText<'_>,
    blocks: &[PlanLine],
    claims: &mut PartClaims,
) -> Vec<PlanNode> {
    let mut builder = PlanTreeBuilder {
        reading,
        levels: LevelOrder::new(blocks),
        stack: Vec::new(),
        roots: Vec::new(),
        table: None,
        claims,
    };
    for block in blocks {
        builder.take(block);
    }
    builder.close_to(0);
    builder.roots
}

struct PlanTreeBuilder<'r, 't, 'c> {
    reading: &'r NormalizedText<'t>,
    levels: LevelOrder,
    /// Open nodes, outermost first.
    stack: Vec<PlanNode>,
    roots: Vec<PlanNode>,
    /// Last table; its rows may continue after a heading in between.
    table: Option<PlanTable>,
    claims: &'c mut PartClaims,
}

impl PlanTreeBuilder<'_, '_, '_> {
    fn take(&mut self, block: &PlanLine) {
        let content = block.content;
        let line = block.line;
        match &block.kind {
            LineKind::Blank | LineKind::Rule => {}
            LineKind::Noise => self
                .claims
                .claim(PartKind::Noise, self.reading.range(content)),
            LineKind::Marked(mark) => {
                let rank = self.rank(*mark, block.indent);
                let node = PlanNode {
                    heading: block.heading,
                    indent: block.indent,
                    ..marked(*mark, content, line)
                };
                self.open(PlanNode {
                    rank: Some(rank),
                    ..node
                });
            }
            LineKind::Heading => {
                let node = PlanNode {
                    heading: block.heading,
                    ..node(content, line)
                };
                self.open(node);
            }
            LineKind::Bullet if self.bullet_opens(content) => {
                self.open(PlanNode {
                    rank: Some(BULLET_RANK),
                    ..node(content, line)
                });
            }
            LineKind::Bullet | LineKind::Paragraph => self.add_paragraph(content, line),
            LineKind::Row(cells) => self.take_row(cells, content, line),
        }
    }

    /// Returns the level of a marker. Within one family indentation nests, as in Markdown lists:
    /// `1.` indented further than the previous marker opens a nested level.
    fn rank(&self, mark: NumberMarker, indent: usize) -> usize {
        let level = self.levels.rank(mark.family) * LEVELS_OF_A_FAMILY;
        let open = self
            .stack
            .iter()
            .rev()
            .find(|open| open.family == Some(mark.family));
        let Some((open, rank)) = open.and_then(|open| Some((open, open.rank?))) else {
            return level;
        };
        if mark.number == 1 && indent >= open.indent + 2 {
            return (rank + 1).min(level + LEVELS_OF_A_FAMILY - 1);
        }
        let same = self
            .stack
            .iter()
            .rev()
            .filter(|open| open.family == Some(mark.family))
            .find(|open| open.indent <= indent);
        same.and_then(|same| same.rank).unwrap_or(level)
    }

    fn open_marked(&mut self, mark: NumberMarker, content: NormalizedSpan, line: u32) {
        let rank = self.rank(mark, 0);
        self.open(PlanNode {
            rank: Some(rank),
            ..marked(mark, content, line)
        });
    }

    fn open(&mut self, node: PlanNode) {
        let closes = |open: &PlanNode| match node.rank {
            Some(rank) => match open.rank {
                Some(other) => other >= rank,
                None => node.heading > 0 && open.heading >= node.heading,
            },
            None => open.heading == 0 || open.heading >= node.heading,
        };
        let keep = self
            .stack
            .iter()
            .position(closes)
            .unwrap_or(self.stack.len());
        self.close_to(keep);
        self.stack.push(node);
    }

    fn close_to(&mut self, keep: usize) {
        while self.stack.len() > keep
            && let Some(node) = self.stack.pop()
        {
            match self.stack.last_mut() {
                Some(parent) => parent.children.push(node),
                None => self.roots.push(node),
            }
        }
    }

    /// Returns true if a list entry is an item: in a section that lists its tasks as entries, or if
    /// the entry names units. Other entries are text.
    fn bullet_opens(&self, content: NormalizedSpan) -> bool {
        let names_units = !unit_clauses::find(self.reading.text(content)).is_empty();
        let under_section = match self.stack.as_slice() {
            [section] => section.paragraphs.len() <= 1 && section.heading > 0,
            [section, bullet] => bullet.rank == Some(BULLET_RANK) && section.heading > 0,
            _ => false,
        };
        let is_clause = unit_clauses::find(self.reading.text(content))
            .first()
            .is_some_and(|clause| clause.start == 0);
        !is_clause && (names_units || under_section)
    }

    fn add_paragraph(&mut self, content: NormalizedSpan, line: u32) {
        match self.stack.last_mut() {
            Some(node) => {
                let last = node
                    .paragraphs
                    .last_mut()
                    .and_then(|last| last.segments.last_mut());
                match last.filter(|last| {
                    closes_clause(self.reading.text(**last), self.reading.text(content))
                }) {
                    Some(last) => last.end = content.end,
                    None => node.paragraphs.push(NodeParagraph {
                        line,
                        segments: vec![content],
                    }),
                }
            }
            None => self
                .claims
                .claim(PartKind::Unrecognised, self.reading.range(content)),
        }
    }

    fn take_row(&mut self, cells: &[NormalizedSpan], content: NormalizedSpan, line: u32) {
        if let Some(columns) = table::header(self.reading, cells) {
            self.claims
                .claim(PartKind::Table, self.reading.range(content));
            self.table = Some(PlanTable::new(columns));
            return;
        }
        let Some(table) = &mut self.table else {
            return match number_markers::scan(self.reading.text(content)) {
                Some(mark) => self.open_marked(mark, content, line),
                None => self.add_paragraph(content, line),
            };
        };
        match table.row(self.reading, cells) {
            PlanTableRow::Empty => {}
            PlanTableRow::Heading(None, text) => {
                match number_markers::scan(self.reading.text(text)) {
                    Some(mark) => self.open_marked(mark, text, line),
                    None => self.open(PlanNode {
                        rank: Some(GROUP_RANK),
                        ..node(text, line)
                    }),
                }
            }
            PlanTableRow::Heading(Some(label), text) => {
                let number = crate::law::numerals::parse(self.reading.text(label));
                let number = number.and_then(|value| u32::try_from(value).ok());
                self.open(PlanNode {
                    rank: Some(GROUP_RANK),
                    label: Some(label),
                    number,
                    ..node(text, line)
                });
            }
            PlanTableRow::Task(row) => self.open_row(&row, line),
            PlanTableRow::More(row) => self.add_to_row(&row, line),
        }
        for cell in cells {
            self.claims
                .claim(PartKind::Table, self.reading.range(*cell));
        }
    }

    fn open_row(&mut self, row: &[(TableColumn, NormalizedSpan)], line: u32) {
        self.open_group(row, line);
        let cell = |wanted: TableColumn| {
            row.iter()
                .find(|(column, _)| *column == wanted)
                .map(|(_, cell)| *cell)
        };
        let task = cell(TableColumn::Task)
            .or_else(|| cell(TableColumn::Measure))
            .unwrap_or_default();
        let mut opened = PlanNode {
            rank: Some(ROW_RANK),
            ..node(task, line)
        };
        let marked = number_markers::scan(self.reading.text(task));
        if let Some(number) = cell(TableColumn::Number) {
            let text = self.reading.text(number);
            let value =
                crate::law::numerals::parse(text).and_then(|value| u32::try_from(value).ok());
            opened.label = Some(number);
            opened.number = value.or_else(|| number_markers::scan(text).map(|mark| mark.number));
        } else if let Some(mark) = marked {
            opened.label = Some(NormalizedSpan::new(task.start, task.start + mark.length));
            opened.number = Some(mark.number);
            opened.paragraphs[0].segments =
                vec![NormalizedSpan::new(task.start + mark.skip, task.end)];
        }
        if let (Some(task), Some(measure)) = (cell(TableColumn::Task), cell(TableColumn::Measure)) {
            opened
                .paragraphs
                .extend((task != measure).then(|| NodeParagraph {
                    line,
                    segments: vec![measure],
                }));
        }
        self.open(opened);
        self.add_cells(row, line);
    }

    /// Opens the group of a row's 类别 cell, unless it is already open.
    fn open_group(&mut self, row: &[(TableColumn, NormalizedSpan)], line: u32) {
        let Some(&(_, group)) = row.iter().find(|(column, _)| *column == TableColumn::Group) else {
            return;
        };
        let named = number_markers::scan(self.reading.text(group));
        let is_open = self.stack.iter().any(|open| {
            let start = open
                .label
                .map_or_else(|| open.first().start, |label| label.start);
            start == group.start
        });
        if is_open {
            return;
        }
        match named {
            Some(mark) => self.open_marked(mark, group, line),
            None => self.open(PlanNode {
                rank: Some(GROUP_RANK),
                ..node(group, line)
            }),
        }
    }

    fn add_to_row(&mut self, row: &[(TableColumn, NormalizedSpan)], line: u32) {
        if let Some(&(_, measure)) = row
            .iter()
            .find(|(column, _)| *column == TableColumn::Measure)
        {
            self.add_paragraph(measure, line);
        }
        self.add_cells(row, line);
    }

    fn add_cells(&mut self, row: &[(TableColumn, NormalizedSpan)], line: u32) {
        let Some(node) = self.stack.last_mut() else {
            return;
        };
        for &(column, cell) in row {
            match column {
                TableColumn::Units(role) => node.clauses.push(NodeClause {
                    whole: cell,
                    inner: cell,
                    line,
                    role: Some(role),
                    stands_alone: false,
                    first_leads: false,
                }),
                TableColumn::Deadline => node.deadline = Some(cell),
                _ => {}
            }
        }
    }
}

/// Returns true if a line continues the unit clause that the previous paragraph broke off: the line
/// closes the bracket, or the list ended in a comma.
fn closes_clause(before: &str, line: &str) -> bool {
    let closes = || {
        line.find('）')
            .is_some_and(|close| !line[..close].contains('。'))
    };
    let goes_on = || before.ends_with(['、', '，']) && is_name_list(line.trim_end_matches('。'));
    line.chars().count() <= 120
        && (unit_clauses::open_clause(before) && closes()
            || goes_on() && !unit_clauses::find(before).is_empty())
}

impl PlanNode {
    /// Returns the first segment of the node's text.
    fn first(&self) -> NormalizedSpan {
        self.paragraphs
            .first()
            .and_then(|paragraph| paragraph.segments.first())
            .copied()
            .unwrap_or_default()
    }
}

fn node(content: NormalizedSpan, line: u32) -> PlanNode {
    PlanNode {
        line,
        paragraphs: vec![NodeParagraph {
            line,
            segments: vec![content],
        }],
        ..PlanNode::default()
    }
}

fn marked(mark: NumberMarker, content: NormalizedSpan, line: u32) -> PlanNode {
    PlanNode {
        family: Some(mark.family),
        label: Some(NormalizedSpan::new(
            content.start,
            content.start + mark.length,
        )),
        number: Some(mark.number),
        ..node(
            NormalizedSpan::new(content.start + mark.skip, content.end),
            line,
        )
    }
}
