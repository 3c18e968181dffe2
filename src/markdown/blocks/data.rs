//! Converts the YAML of a block to the data of its component.

use serde_json::{Map, Value};

use super::fence_body::{BlockFault, FaultTarget, FenceBody};
use super::keys::BlockValueKind;
use super::{files, keys, quiz};
use crate::characters::{code_point, is_forbidden};
use crate::content::{
    BLOCK_CODES, KnownKeys, as_written, free_verdict, patches, slips, vet, yaml_fault,
};
use crate::markdown::body_event::BodyDiagnostic;
use crate::markdown::raw_target::unsafe_address;
use crate::message;
use crate::url::classify;

/// Keys of which a built-in component needs one; their names in messages, and an example file.
const NEEDS: [(&str, &[&str], &str, &str, &str); 3] = [
    (
        "video",
        &["url", "file", "src"],
        "地址（url）或者文件（file）",
        "url or file",
        "宣讲.mp4",
    ),
    (
        "audio",
        &["url", "file", "src"],
        "地址（url）或者文件（file）",
        "url or file",
        "广播.mp3",
    ),
    ("download", &["files"], "文件（file）", "file", "申请表.pdf"),
];

/// Returns the data of the component `name`.
///
/// Reports and drops addresses that the policy rejects. Keys that only the component knows are
/// free: whatever the component does with them, their values must not hold executable content.
pub(super) fn read(
    name: &str,
    source: &mut FenceBody,
    findings: &mut Vec<BodyDiagnostic>,
) -> Result<Value, Box<BlockFault>> {
    mend(source, findings);
    let value: Value =
        serde_yaml::from_str(&source.yaml).map_err(|error| Box::new(syntax(&error, source)))?;
    let value = as_written(&source.yaml, value, keys::is_key);
    let (value, refused) = vet(&source.yaml, value, &|key, text| match keys::holds(key) {
        Some(BlockValueKind::Text) => None,
        Some(_) => classify(text).err(),
        None => free_verdict(key, text),
    });
    let is_refused = !refused.is_empty();
    findings.extend(refused.into_iter().map(|refused| {
        let line = source.yaml[refused.offset..]
            .lines()
            .next()
            .unwrap_or_default()
            .trim_end();
        let range = source.original(refused.offset..refused.offset + line.len());
        unsafe_address(&refused.written, &refused.why, range)
    }));
    if let Some(c) = forbidden(&value) {
        let c = code_point(c);
        let message = message!(
            "组件块里有控制字符 {c}",
            "the component block holds the control character {c}"
        );
        let hint = message!(
            "删去 \\0、\\x1b 这样的代码",
            "delete escapes such as \\0 and \\x1b"
        );
        return Err(BlockFault::new(message, FaultTarget::Fence)
            .hint(hint)
            .into());
    }
    let mut data = match keys::in_english(value) {
        Value::Object(data) => data,
        Value::Null => Map::new(),
        _ => {
            let message = message!(
                "组件块里要一行一项，写成“键: 值”",
                "a component block holds lines of “key: value”"
            );
            return Err(
                with_colon_hint(BlockFault::new(message, FaultTarget::Line(1, 1)), source).into(),
            );
        }
    };
    match name {
        "download" => files::list(&mut data),
        "quiz" => quiz::shape(&mut data)?,
        _ => {}
    }
    match needs(name, &data) {
        Some(fault) if !is_refused => return Err(fault.into()),
        // Missing because it was rejected, which is already reported.
        Some(_) if name == "download" => {
            drop(data.insert("files".to_owned(), Value::Array(Vec::new())));
        }
        _ => {}
    }
    Ok(Value::Object(data))
}

/// Mends the slips of a block, and reports them.
fn mend(source: &mut FenceBody, findings: &mut Vec<BodyDiagnostic>) {
    let known = KnownKeys::Words {
        is_key: keys::is_key,
        is_list: |word| matches!(word, "选项" | "options"),
    };
    let slips = slips(&source.yaml, &BLOCK_CODES, known);
    findings.extend(slips.iter().map(|slip| {
        let end = source.yaml[slip.at..]
            .chars()
            .next()
            .map_or(slip.at, |c| slip.at + c.len_utf8());
        BodyDiagnostic::new(
            slip.code,
            slip.message.clone(),
            source.original(slip.at..end),
        )
        .hint(slip.hint.clone())
    }));
    source.mend(&patches(slips));
}

/// Returns the first forbidden character of a value; YAML escapes can create one.
fn forbidden(value: &Value) -> Option<char> {
    match value {
        Value::String(text) => text.chars().find(|&c| is_forbidden(c)),
        Value::Array(items) => items.iter().find_map(forbidden),
        Value::Object(entries) => entries.iter().find_map(|(key, value)| {
            key.chars()
                .find(|&c| is_forbidden(c))
                .or_else(|| forbidden(value))
        }),
        _ => None,
    }
}

fn needs(name: &str, data: &Map<String, Value>) -> Option<BlockFault> {
    let (_, keys, zh, en, file) = NEEDS.iter().find(|(known, ..)| *known == name)?;
    if keys
        .iter()
        .any(|key| data.get(*key).is_some_and(|value| !value.is_null()))
    {
        return None;
    }
    let message = message!("这个组件块缺少{zh}", "this component block lacks {en}");
    Some(BlockFault::new(message, FaultTarget::Fence).hint(message!(
        "在块里加一行，例如 文件: {file}，文件放在文章旁边",
        "add a line to the block, as in file: {file}, which lies beside the document"
    )))
}

fn syntax(error: &serde_yaml::Error, source: &FenceBody) -> BlockFault {
    let spot = error.location().map_or(FaultTarget::Fence, |at| {
        FaultTarget::Line(at.line(), at.column())
    });
    let says = error.to_string();
    // Strip the parser's line, which counts from the fence; diagnostics count from the document.
    let says = says
        .split(" at line ")
        .next()
        .unwrap_or_default()
        .to_owned();
    let message = yaml_fault(
        &message!(
            "组件块的 YAML 写法有误",
            "the YAML of this component block is wrong"
        ),
        error,
    );
    with_colon_hint(
        BlockFault {
            quote: Some(says),
            ..BlockFault::new(message, spot)
        },
        source,
    )
}

/// Adds a hint for the most frequent mistake: a full-width colon after a key.
fn with_colon_hint(fault: BlockFault, source: &FenceBody) -> BlockFault {
    let line = source.yaml.lines().position(|line| {
        line.split_once('：')
            .is_some_and(|(key, _)| !key.contains(": ") && keys::is_key(key))
    });
    match line {
        Some(line) => BlockFault {
            spot: FaultTarget::Line(line + 1, 1),
            ..fault
        }
        .hint(message!(
            "键后面要用半角冒号和一个空格：“标题: 内容”，不是“标题：内容”",
            "a key is followed by an ASCII colon and a space"
        )),
        None => fault,
    }
}
