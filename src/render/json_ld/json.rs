//! JSON that can stand in a `<script>`: nothing in it ends the element or opens a comment.

use std::fmt::Write;

/// An object that is being written.
pub(super) struct Json(String);

impl Json {
    /// The text of an object.
    pub(super) fn write(fields: impl FnOnce(&mut Self)) -> String {
        let mut json = Self(String::with_capacity(1 << 10));
        json.braced(fields);
        json.0
    }

    /// A field that is text.
    pub(super) fn text(&mut self, key: &str, text: &str) {
        self.key(key);
        self.quoted(text);
    }

    /// A field that is text, when there is one.
    pub(super) fn text_if(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    /// A field that is a list of texts.
    pub(super) fn texts(&mut self, key: &str, texts: &[String]) {
        self.key(key);
        self.0.push('[');
        for text in texts {
            self.comma();
            self.quoted(text);
        }
        self.0.push(']');
    }

    /// A field that is a number.
    pub(super) fn number(&mut self, key: &str, number: usize) {
        self.key(key);
        let _ = write!(self.0, "{number}");
    }

    /// A field that is an object.
    pub(super) fn object(&mut self, key: &str, fields: impl FnOnce(&mut Self)) {
        self.key(key);
        self.braced(fields);
    }

    /// A field that is a list of objects.
    pub(super) fn objects<T>(
        &mut self,
        key: &str,
        items: impl IntoIterator<Item = T>,
        fields: impl Fn(&mut Self, T),
    ) {
        self.key(key);
        self.0.push('[');
        for item in items {
            self.comma();
            self.braced(|json| fields(json, item));
        }
        self.0.push(']');
    }

    fn braced(&mut self, fields: impl FnOnce(&mut Self)) {
        self.0.push('{');
        fields(self);
        self.0.push('}');
    }

    /// The name of a field, which needs no escape.
    fn key(&mut self, key: &str) {
        self.comma();
        self.0.push('"');
        self.0.push_str(key);
        self.0.push_str("\":");
    }

    /// A comma after what stands before in the same object or list.
    fn comma(&mut self) {
        if !self.0.ends_with(['{', '[']) {
            self.0.push(',');
        }
    }

    fn quoted(&mut self, text: &str) {
        self.0.push('"');
        let mut start = 0;
        while let Some(length) = plain_length(&text.as_bytes()[start..]) {
            let at = start + length;
            self.0.push_str(&text[start..at]);
            self.escaped(text.as_bytes()[at]);
            start = at + 1;
        }
        self.0.push_str(&text[start..]);
        self.0.push('"');
    }

    fn escaped(&mut self, byte: u8) {
        match byte {
            b'"' => self.0.push_str("\\\""),
            b'\\' => self.0.push_str("\\\\"),
            b'\n' => self.0.push_str("\\n"),
            b'\r' => self.0.push_str("\\r"),
            b'\t' => self.0.push_str("\\t"),
            0x08 => self.0.push_str("\\b"),
            0x0C => self.0.push_str("\\f"),
            other => {
                let _ = write!(self.0, "\\u{other:04x}");
            }
        }
    }
}

/// How much of a text stands before the first byte that needs an escape, if one does.
fn plain_length(text: &[u8]) -> Option<usize> {
    // Block by block and without a branch within one, so that many bytes are looked at at once.
    let mark = |byte: u8| {
        u8::from(byte < 0x20) | u8::from(byte == b'"') | u8::from(byte == b'\\') | u8::from(byte == b'<')
    };
    let is_plain = |block: &[u8; 16]| block.iter().fold(0, |any, &byte| any | mark(byte)) == 0;
    let (blocks, _) = text.as_chunks();
    let start = blocks.iter().take_while(|block| is_plain(block)).count() * 16;
    text[start..].iter().position(|&byte| mark(byte) != 0).map(|at| start + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_script() {
        let text = Json::write(|json| json.text("name", "</script><!--"));
        assert_eq!(text, r#"{"name":"\u003c/script>\u003c!--"}"#);
    }

    #[test]
    fn it_is_written_as_others_write_it() {
        let control: String = (0..0x30).filter_map(char::from_u32).collect();
        for text in
            ["", "宪法", "法律\"援助\"", "\\", &control, &("一".repeat(40) + "\n二" + &"三".repeat(40))]
        {
            let written = Json::write(|json| {
                json.text("一", text);
                json.objects("list", [1, 2], |json, number| json.number("n", number));
                json.texts("tags", &[text.to_owned(), "b".to_owned()]);
                json.texts("none", &[]);
                json.object("empty", |_| {});
            });
            let expected = format!(
                r#"{{"一":{text},"list":[{{"n":1}},{{"n":2}}],"tags":[{text},"b"],"none":[],"empty":{{}}}}"#,
                text = serde_json::Value::from(text)
            );
            assert_eq!(written, expected.replace('<', "\\u003c"));
        }
    }
}
