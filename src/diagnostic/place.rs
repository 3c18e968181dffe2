//! A place in a source file, with the line that stands there.

/// Where a finding is, and the text of that line, so that a report needs no file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// The file, relative to the site's folder, with `/`.
    pub file: String,
    /// Line number, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// How many characters the pointer covers (at least 1).
    pub length: u32,
    /// The line itself, without its line break.
    pub excerpt: String,
}

impl Place {
    /// A whole file, as when it cannot be read: line 1, nothing quoted.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), line: 1, column: 1, length: 1, excerpt: String::new() }
    }

    /// The place of `length` characters from a byte offset of a text.
    ///
    /// An offset past the end, or inside a character, is moved back to where it can be.
    pub fn in_text(file: impl Into<String>, text: &str, offset: usize, length: usize) -> Self {
        let offset = floor_boundary(text, offset);
        let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
        let end = text[offset..].find('\n').map_or(text.len(), |at| offset + at);
        Self {
            file: file.into(),
            line: text[..start].matches('\n').count() as u32 + 1,
            column: text[start..offset].chars().count() as u32 + 1,
            length: length.max(1) as u32,
            excerpt: text[start..end].trim_end_matches('\r').to_owned(),
        }
    }

    /// The place at a line (from 1) and column (from 1, in characters) of a text.
    pub fn at_line(file: impl Into<String>, text: &str, line: u32, column: u32, length: u32) -> Self {
        let excerpt = text.lines().nth(line.saturating_sub(1) as usize).unwrap_or_default();
        Self {
            file: file.into(),
            line: line.max(1),
            column: column.max(1),
            length: length.max(1),
            excerpt: excerpt.to_owned(),
        }
    }

    /// The same place covering all that is written on its line.
    #[must_use]
    pub fn whole_line(self) -> Self {
        let words = self.excerpt.trim_start();
        let before = self.excerpt.chars().count() - words.chars().count();
        let length = words.trim_end().chars().count().max(1) as u32;
        Self { column: before as u32 + 1, length, ..self }
    }
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_characters_and_quotes_its_line() {
        let place = Place::in_text("a.md", "一\r\n二三四\r\n五", "一\r\n二".len(), 2);
        assert_eq!((place.line, place.column, place.length), (2, 2, 2));
        assert_eq!(place.excerpt, "二三四");
    }

    #[test]
    fn an_offset_outside_the_text_is_its_end() {
        let place = Place::in_text("a.md", "一\n二", 99, 1);
        assert_eq!((place.line, place.column), (2, 2));
    }
}
