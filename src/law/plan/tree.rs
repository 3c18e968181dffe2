//! The body's blocks as a tree of numbered paragraphs, by the order of levels that the text shows.

use super::blocks::{Block, Kind};
use super::duties;
use super::levels::Levels;
use super::marks::{self, Family, Mark};
use super::part::{Claims, PartKind};
use super::reading::{Reading, Span};
use super::table::{self, Column, Row, Table};
use crate::law::responsible_unit::{Role, is_name_list};

/// A numbered (or otherwise opened) paragraph, what stands under it, and what it says of units.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    pub(super) family: Option<Family>,
    /// Its place in the order of levels; `None` for a heading without a mark.
    rank: Option<usize>,
    /// The depth of a Markdown heading, 0 for none.
    heading: u8,
    /// The indentation of its line.
    indent: usize,
    pub(super) label: Option<Span>,
    pub(super) number: Option<u32>,
    pub(super) line: u32,
    /// Its own text; the first paragraph begins with the title.
    pub(super) paragraphs: Vec<Paragraph>,
    /// Clauses that name its units.
    pub(super) clauses: Vec<Clause>,
    /// A table's deadline cell.
    pub(super) deadline: Option<Span>,
    pub(super) children: Vec<Node>,
}

/// A paragraph of a node.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    pub(super) line: u32,
    /// Its text, without the clauses that name units.
    pub(super) segments: Vec<Span>,
}

/// A clause that names units.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clause {
    /// With its brackets.
    pub(super) whole: Span,
    pub(super) inner: Span,
    pub(super) line: u32,
    /// The role that a table's column gives.
    pub(super) role: Option<Role>,
    /// Whether it is a paragraph by itself.
    pub(super) stands_alone: bool,
    /// Whether the text says that the unit named first leads.
    pub(super) first_leads: bool,
}

/// How many levels marks of one family can nest by indentation.
const LEVELS_OF_A_FAMILY: usize = 10;

const BULLET_RANK: usize = 900;
const GROUP_RANK: usize = 980;
const ROW_RANK: usize = 990;

/// The tree of the blocks; claims what no node holds.
pub(super) fn build(reading: &Reading<'_>, blocks: &[Block], claims: &mut Claims) -> Vec<Node> {
    let mut builder = Builder {
        reading,
        levels: Levels::of(blocks),
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

struct Builder<'r, 't, 'c> {
    reading: &'r Reading<'t>,
    levels: Levels,
    /// The open nodes, outermost first.
    stack: Vec<Node>,
    roots: Vec<Node>,
    /// The last table; rows may go on after a heading between them.
    table: Option<Table>,
    claims: &'c mut Claims,
}

impl Builder<'_, '_, '_> {
    fn take(&mut self, block: &Block) {
        let (content, line) = (block.content, block.line);
        match &block.kind {
            Kind::Blank | Kind::Rule => {}
            Kind::Noise => self
                .claims
                .claim(PartKind::Noise, self.reading.range(content)),
            Kind::Marked(mark) => {
                let rank = self.rank(*mark, block.indent);
                let node = Node {
                    heading: block.heading,
                    indent: block.indent,
                    ..marked(*mark, content, line)
                };
                self.open(Node {
                    rank: Some(rank),
                    ..node
                });
            }
            Kind::Heading => {
                let node = Node {
                    heading: block.heading,
                    ..node(content, line)
                };
                self.open(node);
            }
            Kind::Bullet if self.bullet_opens(content) => {
                self.open(Node {
                    rank: Some(BULLET_RANK),
                    ..node(content, line)
                });
            }
            Kind::Bullet | Kind::Paragraph => self.add_paragraph(content, line),
            Kind::Row(cells) => self.take_row(cells, content, line),
        }
    }

    /// The level of a mark. Within one family it is the indentation that nests, as in Markdown's
    /// lists: a 1. further in than the one before opens a level under it.
    fn rank(&self, mark: Mark, indent: usize) -> usize {
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

    fn open_marked(&mut self, mark: Mark, content: Span, line: u32) {
        let rank = self.rank(mark, 0);
        self.open(Node {
            rank: Some(rank),
            ..marked(mark, content, line)
        });
    }

    fn open(&mut self, node: Node) {
        let closes = |open: &Node| match node.rank {
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

    /// A list entry is an item where a section lists its tasks so, or where entries name units;
    /// elsewhere it is text.
    fn bullet_opens(&self, content: Span) -> bool {
        let names_units = !duties::find(self.reading.text(content)).is_empty();
        let under_section = match self.stack.as_slice() {
            [section] => section.paragraphs.len() <= 1 && section.heading > 0,
            [section, bullet] => bullet.rank == Some(BULLET_RANK) && section.heading > 0,
            _ => false,
        };
        let is_clause = duties::find(self.reading.text(content))
            .first()
            .is_some_and(|clause| clause.start == 0);
        !is_clause && (names_units || under_section)
    }

    fn add_paragraph(&mut self, content: Span, line: u32) {
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
                    None => node.paragraphs.push(Paragraph {
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

    fn take_row(&mut self, cells: &[Span], content: Span, line: u32) {
        if let Some(columns) = table::header(self.reading, cells) {
            self.claims
                .claim(PartKind::Table, self.reading.range(content));
            self.table = Some(Table::new(columns));
            return;
        }
        let Some(table) = &mut self.table else {
            return match marks::scan(self.reading.text(content)) {
                Some(mark) => self.open_marked(mark, content, line),
                None => self.add_paragraph(content, line),
            };
        };
        match table.row(self.reading, cells) {
            Row::Empty => {}
            Row::Heading(None, text) => match marks::scan(self.reading.text(text)) {
                Some(mark) => self.open_marked(mark, text, line),
                None => self.open(Node {
                    rank: Some(GROUP_RANK),
                    ..node(text, line)
                }),
            },
            Row::Heading(Some(label), text) => {
                let number = crate::law::numerals::parse(self.reading.text(label));
                let number = number.and_then(|value| u32::try_from(value).ok());
                self.open(Node {
                    rank: Some(GROUP_RANK),
                    label: Some(label),
                    number,
                    ..node(text, line)
                });
            }
            Row::Task(row) => self.open_row(&row, line),
            Row::More(row) => self.add_to_row(&row, line),
        }
        for cell in cells {
            self.claims
                .claim(PartKind::Table, self.reading.range(*cell));
        }
    }

    fn open_row(&mut self, row: &[(Column, Span)], line: u32) {
        self.open_group(row, line);
        let cell = |wanted: Column| {
            row.iter()
                .find(|(column, _)| *column == wanted)
                .map(|(_, cell)| *cell)
        };
        let task = cell(Column::Task)
            .or_else(|| cell(Column::Measure))
            .unwrap_or_default();
        let mut opened = Node {
            rank: Some(ROW_RANK),
            ..node(task, line)
        };
        let marked = marks::scan(self.reading.text(task));
        if let Some(number) = cell(Column::Number) {
            let text = self.reading.text(number);
            let value =
                crate::law::numerals::parse(text).and_then(|value| u32::try_from(value).ok());
            opened.label = Some(number);
            opened.number = value.or_else(|| marks::scan(text).map(|mark| mark.number));
        } else if let Some(mark) = marked {
            opened.label = Some(Span::new(task.start, task.start + mark.length));
            opened.number = Some(mark.number);
            opened.paragraphs[0].segments = vec![Span::new(task.start + mark.skip, task.end)];
        }
        if let (Some(task), Some(measure)) = (cell(Column::Task), cell(Column::Measure)) {
            opened
                .paragraphs
                .extend((task != measure).then(|| Paragraph {
                    line,
                    segments: vec![measure],
                }));
        }
        self.open(opened);
        self.add_cells(row, line);
    }

    /// Opens the group that a row's 类别 cell names, unless it is open.
    fn open_group(&mut self, row: &[(Column, Span)], line: u32) {
        let Some(&(_, group)) = row.iter().find(|(column, _)| *column == Column::Group) else {
            return;
        };
        let named = marks::scan(self.reading.text(group));
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
            None => self.open(Node {
                rank: Some(GROUP_RANK),
                ..node(group, line)
            }),
        }
    }

    fn add_to_row(&mut self, row: &[(Column, Span)], line: u32) {
        if let Some(&(_, measure)) = row.iter().find(|(column, _)| *column == Column::Measure) {
            self.add_paragraph(measure, line);
        }
        self.add_cells(row, line);
    }

    fn add_cells(&mut self, row: &[(Column, Span)], line: u32) {
        let Some(node) = self.stack.last_mut() else {
            return;
        };
        for &(column, cell) in row {
            match column {
                Column::Units(role) => node.clauses.push(Clause {
                    whole: cell,
                    inner: cell,
                    line,
                    role: Some(role),
                    stands_alone: false,
                    first_leads: false,
                }),
                Column::Deadline => node.deadline = Some(cell),
                _ => {}
            }
        }
    }
}

/// Whether a line goes on with the clause of units that the paragraph before it broke off: it
/// closes the bracket, or the list ended in a comma.
fn closes_clause(before: &str, line: &str) -> bool {
    let closes = || {
        line.find('）')
            .is_some_and(|close| !line[..close].contains('。'))
    };
    let goes_on = || before.ends_with(['、', '，']) && is_name_list(line.trim_end_matches('。'));
    line.chars().count() <= 120
        && (duties::open_clause(before) && closes()
            || goes_on() && !duties::find(before).is_empty())
}

impl Node {
    /// The first stretch of its text.
    fn first(&self) -> Span {
        self.paragraphs
            .first()
            .and_then(|paragraph| paragraph.segments.first())
            .copied()
            .unwrap_or_default()
    }
}

fn node(content: Span, line: u32) -> Node {
    Node {
        line,
        paragraphs: vec![Paragraph {
            line,
            segments: vec![content],
        }],
        ..Node::default()
    }
}

fn marked(mark: Mark, content: Span, line: u32) -> Node {
    Node {
        family: Some(mark.family),
        label: Some(Span::new(content.start, content.start + mark.length)),
        number: Some(mark.number),
        ..node(Span::new(content.start + mark.skip, content.end), line)
    }
}
