//! Web page boilerplate in a pasted text, and the rows of the page's metadata table.

/// Words of a page's toolbar; a short line with one of them is not part of the plan.
const TOOLBAR: [&str; 40] = [
    "网站标识码",
    "ICP备",
    "公网安备",
    "版权所有",
    "技术支持：",
    "网站地图",
    "字号：",
    "字体：",
    "【字体",
    "字体大小",
    "打印本页",
    "打印页面",
    "【打印",
    "打印本文",
    "关闭窗口",
    "【关闭",
    "浏览次数",
    "访问次数",
    "阅读次数",
    "点击数",
    "点击次数",
    "点击量",
    "阅读量",
    "浏览量",
    "累计次数",
    "分享到",
    "分享至",
    "当前位置",
    "您所在的位置",
    "您现在的位置",
    "扫一扫",
    "上一篇",
    "下一篇",
    "返回顶部",
    "责任编辑",
    "无障碍",
    "加入收藏",
    "【大 中 小】",
    "大 中 小",
    "来源：",
];

/// Lines that are boilerplate if they match exactly.
const WHOLE: [&str; 12] = [
    "打印",
    "关闭",
    "分享",
    "收藏",
    "打印 关闭",
    "下一页",
    "上一页",
    "末页",
    "全文",
    "正文",
    "首页",
    "TOP",
];

/// Returns true if a line, in normal form, belongs to the web page rather than to the text.
pub(super) fn is_noise(text: &str) -> bool {
    if text.chars().count() > 80
        || ["责任单位", "发文字号", "。"]
            .iter()
            .any(|word| text.contains(word))
    {
        return false;
    }
    WHOLE.contains(&text)
        || TOOLBAR.iter().any(|word| text.contains(word))
        || text.starts_with("主办：") && text.contains("承办：")
        || is_page_number(text)
        || text
            .chars()
            .all(|sign| !sign.is_alphanumeric() && !matches!(sign, '（' | '）' | '【' | '】' | '|'))
}

/// Returns true for page numbers: - 2 -, — 3 —, 第 1 页, 第1页 共3页.
fn is_page_number(text: &str) -> bool {
    let bare: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    let inner = bare.trim_matches(|sign| matches!(sign, '-' | '—' | '–' | '－' | '─'));
    let is_number = !inner.is_empty() && inner.bytes().all(|sign| sign.is_ascii_digit());
    let dashed = is_number && inner.len() + 2 <= bare.len() && inner.len() <= 3;
    let paged = bare.starts_with('第')
        && bare.ends_with('页')
        && bare
            .chars()
            .all(|sign| sign.is_ascii_digit() || "第页共，/".contains(sign));
    dashed || paged
}

/// Keys of a metadata table.
const KEYS: [&str; 34] = [
    "索引号",
    "主题分类",
    "发文机关",
    "发文机构",
    "发文单位",
    "发布机构",
    "发布机关",
    "制发机构",
    "制发机关",
    "发文字号",
    "文号",
    "文件编号",
    "成文日期",
    "生成日期",
    "发布日期",
    "发布时间",
    "发文日期",
    "公开日期",
    "有效性",
    "文件状态",
    "文件类别",
    "标题",
    "名称",
    "主题词",
    "公开方式",
    "公开形式",
    "公开属性",
    "信息来源",
    "所属主题",
    "体裁分类",
    "组配分类",
    "废止日期",
    "内容概述",
    "信息分类",
];

/// Parses a metadata table row: the key, and the value up to the next key or the end of the line.
pub(super) fn metadata(text: &str) -> Option<(&'static str, &str)> {
    let text = text.trim_start_matches(['|', ' ', '•', '\t', '【']);
    let key = KEYS.iter().find(|key| starts_spaced(text, key).is_some())?;
    let rest = text[starts_spaced(text, key)?..].trim_start_matches(['】', ' ']);
    let value = rest.strip_prefix(['：', '|', '\t'])?;
    let value = value
        .split(['|', '\t'])
        .map(str::trim)
        .find(|cell| !cell.is_empty())
        .unwrap_or_default();
    Some((key, value))
}

/// Returns the document number in a metadata table row, at any position in the row.
pub(super) fn number_in_metadata(text: &str) -> Option<&str> {
    ["发文字号", "文件编号", "文号"].iter().find_map(|key| {
        let rest =
            text[text.find(key)? + key.len()..].trim_start_matches([' ', '：', '|', '\t', '】']);
        let value = rest.split(['|', '\t']).next().unwrap_or_default();
        let value = value.split("  ").next().unwrap_or_default().trim();
        Some(value).filter(|value| value.contains('号'))
    })
}

/// Returns the byte length of `key` at the start of a text, allowing blanks inside it: 文 号.
fn starts_spaced(text: &str, key: &str) -> Option<usize> {
    let mut at = 0;
    for sign in key.chars() {
        let rest = text[at..].trim_start_matches(' ');
        at = text.len() - rest.len();
        at += rest.starts_with(sign).then(|| sign.len_utf8())?;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn toolbars_and_page_numbers_are_noise() {
        for text in [
            "【字体：大 中 小】",
            "打印本页 关闭窗口",
            "- 2 -",
            "— 13 —",
            "第 1 页 共 3 页",
            "浏览次数：35 来源：示例市司法局",
        ] {
            assert!(is_noise(text), "{text}");
        }
        for text in [
            "1.打印普法资料。",
            "12",
            "（责任单位：市司法局）",
            "①",
            "2026",
            "坚持从来源：上治理。",
        ] {
            assert!(!is_noise(text), "{text}");
        }
    }

    #[test]
    fn metadata_rows_have_a_key_and_a_value() {
        assert_eq!(
            metadata("文 号：示政办【2026】6号"),
            Some(("文号", "示政办【2026】6号"))
        );
        assert_eq!(
            metadata("索引号 | 0001 | 主题分类 | 司法"),
            Some(("索引号", "0001"))
        );
        assert_eq!(metadata("标题要鲜明。"), None);
    }
}
