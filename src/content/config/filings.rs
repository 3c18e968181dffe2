//! Filing numbers (备案) and badges of `site.yaml`, for the footer of government sites.

use super::keys::{BADGE, RECORDS};
use super::{FooterBadge, SiteFilings};
use crate::content::yaml::{ValueReader, YamlField, YamlNode};
use crate::diagnostic::Code;
use crate::message;
use crate::url::AddressKind;

/// Number of digits of a public-security filing.
const POLICE_DIGITS: usize = 14;

/// Reads `records`.
pub(super) fn take(reader: &mut ValueReader<'_>, mut field: YamlField<'_>) -> SiteFilings {
    let mut records = SiteFilings::default();
    let entries = reader.entries(&mut field).unwrap_or_default();
    reader.table(
        entries,
        Some(&field.at),
        &RECORDS,
        |reader, key, field| match key.name {
            "icp" => records.icp = reader.text(field),
            "police" => records.police = take_police(reader, field),
            "party_organ" => records.party_organ = take_badge(reader, field),
            "report_error" => records.report_error = take_badge(reader, field),
            _ => {}
        },
    );
    records
}

fn take_police(reader: &mut ValueReader<'_>, field: YamlField<'_>) -> Option<String> {
    let at = field.at;
    let written = reader.text(field)?;
    if written.chars().filter(char::is_ascii_digit).count() != POLICE_DIGITS {
        let message = message!(
            "公安备案号里应当有 {POLICE_DIGITS} 位数字",
            "a public-security record has {POLICE_DIGITS} digits"
        );
        let hint = message!(
            "写全文，例如 示公网安备 00000000000000号",
            "write the whole text with its digits"
        );
        reader.report(&at, Code::SiteDoubtfulValue, message, hint);
    }
    Some(written)
}

/// Reads a badge: an address, or an address and an image.
fn take_badge(reader: &mut ValueReader<'_>, mut field: YamlField<'_>) -> Option<FooterBadge> {
    let mut url = None;
    let mut image = None;
    let mut is_written = false;
    let at = field.at;
    if let YamlNode::Map(entries) = &mut field.node {
        let entries = std::mem::take(entries);
        reader.table(entries, Some(&at), &BADGE, |reader, key, field| {
            if key.name == "url" {
                is_written = !field.is_blank();
                url = reader.address(field);
            } else {
                image = reader.address(field);
            }
        });
    } else {
        is_written = !field.is_blank();
        url = reader.address(field);
    }
    match url {
        Some(url) if url.kind() == AddressKind::Web => Some(FooterBadge { url, image }),
        // An invalid address was already reported by the reader.
        None if is_written => None,
        _ => {
            let message = message!("标识要有链接（url）", "a badge needs an address");
            let hint = message!(
                "写 https:// 开头的网址",
                "write an address that begins with https://"
            );
            reader.report(&at, Code::SiteBadValue, message, hint);
            None
        }
    }
}

/// Reads the 网站标识码.
pub(super) fn take_id_code(reader: &mut ValueReader<'_>, field: YamlField<'_>) -> Option<String> {
    let at = field.at;
    let written = reader.text(field)?;
    if is_id_code(&written) {
        return Some(written);
    }
    let message = message!(
        "网站标识码写错了：{written}",
        "this is not a SiteIDCode: {written}"
    );
    let hint = message!(
        "是 10 位数字，或者 bm 加 8 位数字",
        "it is ten digits, or bm and eight digits"
    );
    reader.report(&at, Code::SiteBadValue, message, hint);
    None
}

/// True for `^(\d{10}|bm\d{8})$` (国办秘函〔2019〕19号).
fn is_id_code(text: &str) -> bool {
    let digits = text.strip_prefix("bm").unwrap_or(text);
    text.len() == 10 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::is_id_code;

    #[test]
    fn an_id_code_is_ten_digits_or_a_ministrys() {
        assert!(is_id_code("3301000001") && is_id_code("bm12345678"));
        for wrong in [
            "330100000",
            "bm1234567",
            "bm123456789",
            "BM12345678",
            "33010000０1",
        ] {
            assert!(!is_id_code(wrong), "{wrong}");
        }
    }
}
