//! `csp` of `site.yaml`: origins that the pages may load from, besides their own.

use super::RawHtml;
use super::keys::CSP;
use crate::content::yaml::{ValueReader, YamlField, YamlPath};
use crate::diagnostic::Code;
use crate::message;

/// Content-Security-Policy settings of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CspConfig {
    /// True if pages have a policy; `None` uses the default of [`CspConfig::is_on`].
    pub enabled: Option<bool>,
    /// Other origins for scripts, styles, fonts, frames, connections and forms, in lower case,
    /// unique, only scheme, host and port: `https://a.example.cn`, `https://*.example.cn:8443`.
    pub sources: Vec<String>,
}

impl CspConfig {
    /// Returns true if pages have a policy. With [`RawHtml::Allow`] pages contain inline scripts
    /// and styles, which a policy would block, so the default is off.
    pub fn is_on(&self, html: RawHtml) -> bool {
        self.enabled.unwrap_or(html != RawHtml::Allow)
    }
}

/// Reads `csp`.
pub(super) fn take(reader: &mut ValueReader<'_>, mut field: YamlField<'_>) -> CspConfig {
    let mut csp = CspConfig::default();
    let entries = reader.entries(&mut field).unwrap_or_default();
    reader.table(
        entries,
        Some(&field.at),
        &CSP,
        |reader, key, field| match key.name {
            "enabled" => csp.enabled = reader.flag(&field),
            "sources" => reader.words(field, |reader, word, at| match source(&word) {
                Some(source) if csp.sources.contains(&source) => {}
                Some(source) => csp.sources.push(source),
                None => refuse(reader, &word, at),
            }),
            _ => {}
        },
    );
    csp
}

fn refuse(reader: &mut ValueReader<'_>, word: &str, at: &YamlPath<'_>) {
    let message = message!("“{word}”不能作来源", "“{word}” cannot be a source");
    let hint = message!(
        "写网站的地址，不带路径，例如 https://tongji.example.cn；中文域名写成 xn-- 开头的形式",
        "write the address of a site without a path, as in https://stat.example.cn; a host in Chinese in its xn-- form"
    );
    reader.report(at, Code::SiteBadValue, message, hint);
}

/// Returns an address that has only scheme, host and port: such a text can neither end a directive
/// of the policy nor begin another.
fn source(written: &str) -> Option<String> {
    let written = written.to_ascii_lowercase();
    let (scheme, rest) = written.split_once("://")?;
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    let (host, port) = rest
        .split_once(':')
        .map_or((rest, None), |(host, port)| (host, Some(port)));
    let is_host = host
        .strip_prefix("*.")
        .unwrap_or(host)
        .split('.')
        .all(is_label);
    let is_port = port.is_none_or(|port| {
        port.bytes().all(|byte| byte.is_ascii_digit())
            && port.parse::<u16>().is_ok_and(|port| port > 0)
    });
    (matches!(scheme, "http" | "https") && is_host && is_port).then(|| format!("{scheme}://{rest}"))
}

/// Returns true if a text is one label of a host name (RFC 1123).
fn is_label(text: &str) -> bool {
    (1..=63).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_a_site_and_nothing_else() {
        let is = |written: &str| source(written);
        assert_eq!(
            is("https://tongji.example.cn"),
            Some("https://tongji.example.cn".to_owned())
        );
        assert_eq!(
            is("HTTP://Tongji.Example.CN:8080/"),
            Some("http://tongji.example.cn:8080".to_owned())
        );
        assert_eq!(
            is("https://*.example.cn"),
            Some("https://*.example.cn".to_owned())
        );
        for odd in [
            "",
            "*",
            "https:",
            "https://",
            "https://*",
            "https://*.",
            "//a.example.cn",
            "a.example.cn",
            "ftp://a.example.cn",
            "data:",
            "'unsafe-inline'",
            "'none'",
            "https://a.example.cn; script-src *",
            "https://a.example.cn,x",
            "https://a.example.cn *",
            "https://a.example.cn/a.js",
            "https://a.example.cn?x",
            "https://u@a.example.cn",
            "https://a..cn",
            "https://-a.cn",
            "https://例子.cn",
            "https://a.cn:0",
            "https://a.cn:99999",
            "https://a.cn:+1",
            "https://a.cn:",
            "https://a.cn\\b",
            "https://a.cn\n",
        ] {
            assert_eq!(is(odd), None, "{odd}");
        }
    }
}
