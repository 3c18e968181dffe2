//! Arguments of a content component, converted to the types that it declares.

use serde_json::{Map, Value};
use tera::{ComponentArgType, ComponentInfo};

use crate::content::flag_of;
use crate::diagnostic::Message;
use crate::message;

/// Converts a block's data to the declared types: a text to a number or a flag that it spells, a
/// number to a text. Returns a message on a value that cannot be converted, or is missing.
pub(super) fn fitted(
    component: &ComponentInfo,
    data: &Map<String, Value>,
) -> Result<Map<String, Value>, Message> {
    let mut data = data.clone();
    for argument in component.args() {
        let name = argument.name();
        let Some(value) = data.get_mut(name) else {
            if argument.is_required() {
                return Err(message!(
                    "缺少“{name}”：在块里加一行 {name}: 内容",
                    "“{name}” is missing"
                ));
            }
            continue;
        };
        let Some(wanted) = argument.arg_type() else {
            continue;
        };
        if value.is_null() && !argument.is_required() {
            data.remove(name);
            continue;
        }
        if let Some(converted) = converted(value, wanted) {
            *value = converted;
        } else {
            let (zh, en) = named(wanted);
            return Err(message!("“{name}”要写{zh}", "“{name}” takes {en}"));
        }
    }
    Ok(data)
}

fn converted(value: &Value, wanted: ComponentArgType) -> Option<Value> {
    let text = value.as_str().map(str::trim);
    match wanted {
        ComponentArgType::String => match value {
            Value::String(_) => Some(value.clone()),
            Value::Number(number) => Some(number.to_string().into()),
            Value::Bool(flag) => Some(flag.to_string().into()),
            _ => None,
        },
        ComponentArgType::Bool => value
            .as_bool()
            .or_else(|| text.and_then(flag_of))
            .map(Value::from),
        ComponentArgType::Integer => value
            .as_i64()
            .or_else(|| text?.parse().ok())
            .map(Value::from),
        ComponentArgType::Float => value
            .as_f64()
            .or_else(|| text?.parse().ok())
            .map(Value::from),
        ComponentArgType::Number if value.is_number() => Some(value.clone()),
        ComponentArgType::Number => match (text?.parse::<i64>(), text?.parse::<f64>()) {
            (Ok(number), _) => Some(number.into()),
            (_, Ok(number)) => Some(number.into()),
            _ => None,
        },
        ComponentArgType::Array => match value {
            Value::Array(_) => Some(value.clone()),
            Value::Object(_) => None,
            single => Some(Value::Array(vec![single.clone()])),
        },
        ComponentArgType::Map => value.is_object().then(|| value.clone()),
        _ => Some(value.clone()),
    }
}

fn named(wanted: ComponentArgType) -> (&'static str, &'static str) {
    match wanted {
        ComponentArgType::Bool => ("是或否", "true or false"),
        ComponentArgType::Integer => ("一个整数", "a whole number"),
        ComponentArgType::Float | ComponentArgType::Number => ("一个数", "a number"),
        ComponentArgType::Array => ("一个列表，例如 [甲, 乙]", "a list"),
        ComponentArgType::Map => ("一组“键: 值”", "keys with values"),
        _ => ("一段文字", "a text"),
    }
}
