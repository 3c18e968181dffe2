//! Counts that a text promises: 年内至少举办2期…研讨班, 每个行政村不少于3名.
//!
//! A plan states future work, so a number in digits with a measure word is a target unless its
//! clause says otherwise: a total (全市12个街道), a ceiling (不超过3次), past or given facts (已建成5个,
//! 围绕10项指标). Han numerals are as often idioms (三项制度) and need a bound, a verb or a position at the
//! clause's end. Input is one paragraph in normal form.

use super::amounts::{self, MeasuredAmount};
use super::measures;
use super::rate::{per, period};
use super::target_words::{
    ABSTRACT, BOUNDS, CHANGES, GIVEN, LIMITS, MAKING, SOFT, SURE_BOUNDS, TOTALS, VERBS,
};

/// Target with its byte ranges in the paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TargetSpan {
    pub(super) clause: (usize, usize),
    pub(super) count: u64,
    pub(super) measure: &'static str,
    pub(super) per: Option<(usize, usize)>,
}

/// Returns the targets of a paragraph.
pub(super) fn find(text: &str) -> Vec<TargetSpan> {
    let mut targets: Vec<TargetSpan> = Vec::new();
    let mut last_end = None;
    for amount in amounts::find(text) {
        let clause = clause_around(text, amount);
        let is_next = last_end.is_some_and(|end: usize| {
            end >= clause.0 && joins(&text[end..amount.start]) && !amount.is_han
        });
        let goes_on = last_end.is_some_and(|end: usize| {
            text[end..clause.0.max(end)].chars().count() <= 4
                && closes_clause(&text[amount.end..clause.1])
        });
        let counts_on = (is_next || goes_on) && !measures::counts_time(amount.measure);
        let is_promised = counts_on || is_promise(&text[clause.0..clause.1], clause.0, amount);
        // 12个（每月1个） states the same target twice.
        let says_again = last_end.is_some_and(|end: usize| {
            text[end..amount.start]
                .strip_prefix('（')
                .is_some_and(|inside| !inside.starts_with("其中") && !inside.contains('）'))
        });
        if !is_promised || says_again || is_not_counted(&text[amount.end..clause.1]) {
            continue;
        }
        last_end = Some(amount.end);
        // In 每个乡镇2名、每个村1名, each count has its own rate.
        let before = &text[clause.0..amount.start];
        let own = before
            .rfind('、')
            .filter(|&at| before[at..].contains('每'))
            .unwrap_or(0);
        let per = per(&before[own..])
            .map(|(start, end)| (clause.0 + own + start, clause.0 + own + end))
            .or_else(|| inherited(text, targets.last()?, clause.0, before));
        targets.push(TargetSpan {
            clause,
            count: amount.count,
            measure: amount.measure,
            per,
        });
    }
    targets
}

/// Returns the period of the previous count if it applies to this one too, which has only a bound of
/// its own: 每年举办讲座不少于2次，各县区不少于4次.
fn inherited(text: &str, last: &TargetSpan, start: usize, before: &str) -> Option<(usize, usize)> {
    let phrase = last.per?;
    let goes_on = matches!(text.get(last.clause.1..start)?.trim_end(), "，" | "；");
    let acts = VERBS
        .iter()
        .any(|verb| verb.chars().count() > 1 && before.contains(verb));
    let counts_whole = ["年", "月", "季", "周", "学期", "累计", "共", "均"]
        .iter()
        .any(|word| before.contains(word));
    let (from, to) = period(&text[phrase.0..phrase.1])?;
    (goes_on && !acts && !counts_whole && ends_with_any(before, &SURE_BOUNDS))
        .then_some((phrase.0 + from, phrase.0 + to))
}

/// Returns true if an amount only qualifies the next words: 3个以上部门, 不少于3名的村占比达100%.
fn is_not_counted(after: &str) -> bool {
    let rest = after.strip_prefix("以上").unwrap_or(after);
    rest.starts_with("部门")
        || rest.starts_with('的')
            && ["占比", "比例", "率"]
                .iter()
                .any(|word| rest.contains(word))
}

/// Returns true if the text between two amounts continues a list: `10名先进个人、5个先进集体`.
fn joins(between: &str) -> bool {
    between.contains(['、', '和', '及']) && between.chars().count() <= 14
}

/// Byte limit of a clause on either side of an amount; longer ones are not sentences.
const MOST_BYTES: usize = 600;

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

/// Returns the clause around an amount.
fn clause_around(text: &str, amount: MeasuredAmount) -> (usize, usize) {
    let from = floor(text, amount.start.saturating_sub(MOST_BYTES));
    let to = floor(text, amount.end + MOST_BYTES);
    let is_end = |sign: char| matches!(sign, '，' | '。' | '；' | '：' | '！' | '？' | '\n');
    let after = |end: usize| end + text[end..].chars().next().map_or(1, char::len_utf8);
    let start = text[from..amount.start]
        .rfind(is_end)
        .map_or(from, |end| after(from + end));
    let end = text[amount.end..to]
        .find(is_end)
        .map_or(to, |end| amount.end + end);
    let lead = text[start..end].len() - text[start..end].trim_start().len();
    (start + lead, end.max(start + lead))
}

/// Returns true if an amount is a promise.
fn is_promise(clause: &str, clause_start: usize, amount: MeasuredAmount) -> bool {
    let before = &clause[..amount.start.saturating_sub(clause_start)];
    let after = &clause[(amount.end - clause_start).min(clause.len())..];
    if LIMITS
        .iter()
        .any(|word| outside_quotes(before).contains(word))
        || ends_low(after)
    {
        return false;
    }
    let is_bounded = ends_with_any(before, &BOUNDS) || contains_near(before, &SURE_BOUNDS, 10);
    if measures::is_share(amount.measure) {
        let compares = ["较", "比"].iter().any(|word| {
            before.contains(&format!("{word}上年")) || before.contains(&format!("{word}去年"))
        });
        return (compares || !GIVEN.iter().any(|word| before.contains(word)))
            && (is_bounded || is_promised_share(before, after));
    }
    if measures::counts_time(amount.measure) {
        return contains_near(before, &SURE_BOUNDS, 10);
    }
    if is_bounded {
        return true;
    }
    if after.starts_with('的') || after.starts_with("以上的") || is_given(before, after) {
        return false;
    }
    if per(before).is_some_and(|(_, end)| before[end..].trim().is_empty()) {
        return true;
    }
    !amount.is_han || han_counts(amount, before, after)
}

/// Returns true for a share that a clause promises: 覆盖率100%, 推广到80%以上行政村, 办件量增长10%.
fn is_promised_share(before: &str, after: &str) -> bool {
    const SUBJECTS: [&str; 6] = ["率", "度", "占比", "比例", "率均", "均"];
    let is_ceiling = before.ends_with("低于") || before.ends_with("不高于");
    let changes = || {
        CHANGES
            .iter()
            .any(|word| stripped(before).any(|bare| bare.ends_with(word)))
    };
    !is_ceiling && (after.starts_with("以上") || ends_with_any(before, &SUBJECTS) || changes())
}

/// Returns true if the clause describes given facts: a total, the past, requirements of others.
fn is_given(before: &str, after: &str) -> bool {
    ends_with_any(before, &TOTALS)
        || GIVEN.iter().any(|word| before.contains(word))
        || after
            .split('、')
            .next()
            .is_some_and(|object| object.contains("全覆盖"))
}

/// Removes quoted text: “最多跑一次” is not a bound.
fn outside_quotes(text: &str) -> String {
    let mut depth = 0_u32;
    let is_outside = |sign: &char| {
        match sign {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    };
    text.chars().filter(is_outside).collect()
}

/// Returns true if a text, without filler words at its end, ends with one of the words.
fn ends_with_any(before: &str, words: &[&str]) -> bool {
    stripped(before).any(|bare| words.iter().any(|word| bare.ends_with(word)))
}

/// Returns true if a Han numeral is a count (举办两期, 打造三个示范点, 公益广告二十条) and not an idiom (建立三项机制,
/// 形成一个良好的环境, 一村一档).
fn han_counts(amount: MeasuredAmount, before: &str, after: &str) -> bool {
    let is_event = measures::counts_events(amount.measure);
    let verb = stripped(before).find_map(|bare| VERBS.iter().find(|verb| bare.ends_with(**verb)));
    let verb = verb.filter(|verb| verb.chars().count() > 1);
    let is_abstract = ABSTRACT.iter().any(|word| after.contains(word));
    let closes = closes_clause(after)
        && before.ends_with(|sign: char| crate::characters::is_han(sign) || sign == '”');
    if amount.count == 1 {
        let is_occasion = matches!(amount.measure, "次" | "场" | "期" | "场次");
        let is_slogan = contains_near(before, &["一", "跑", "只", "仅"], 3);
        return verb.is_some() && (is_occasion || before.contains('每') && !is_abstract)
            || closes && !is_slogan && before.chars().count() >= 4;
    }
    let is_object =
        verb.is_some() || ends_with_any(before, &["对", "在", "向", "就", "分", "举办"]);
    closes
        || is_object && is_event
        || verb.is_some_and(|verb| MAKING.contains(verb)) && !is_abstract
}

/// Returns true if an upper bound follows: 3次以内, 2人以下.
fn ends_low(after: &str) -> bool {
    ["以内", "以下", "内", "之内"]
        .iter()
        .any(|word| after.starts_with(word))
}

/// Returns true if the clause ends here, except for 以上, a list's next entry or participants.
fn closes_clause(after: &str) -> bool {
    let rest = ["以上", "左右"]
        .iter()
        .find_map(|word| after.strip_prefix(word))
        .unwrap_or(after)
        .trim();
    rest.is_empty()
        || rest.starts_with(['、', '）', '（', '和', '及'])
        || rest == "等"
        || ["共计", "累计", "共"]
            .iter()
            .any(|word| rest.starts_with(word))
        || ["参加", "参与"].iter().any(|verb| rest.starts_with(verb))
}

/// Iterates over the text before an amount, stripping one filler word from its end at each step.
fn stripped(before: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(before.trim_end()), |rest| {
        SOFT.iter()
            .find_map(|word| rest.strip_suffix(word))
            .map(str::trim_end)
    })
}

fn contains_near(before: &str, words: &[&str], characters: usize) -> bool {
    let start = before
        .char_indices()
        .rev()
        .nth(characters)
        .map_or(0, |(at, _)| at);
    words.iter().any(|word| before[start..].contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        find(text)
            .into_iter()
            .map(|found| {
                let per = found.per.map_or(String::new(), |(start, end)| {
                    format!(" {}", &text[start..end])
                });
                format!("{} {}{per}", found.count, found.measure)
            })
            .collect()
    }

    #[test]
    fn promised_counts_are_targets() {
        for (text, expected) in [
            (
                "年内至少举办2期领导干部法治政府建设研讨班，做好培训。",
                vec!["2 期"],
            ),
            ("年内选择1件重大行政决策开展实施情况后评价", vec!["1 件"]),
            ("全年开展普法讲座不少于4次", vec!["4 次"]),
            ("每个行政村培育法律明白人不少于3名", vec!["3 名 每个行政村"]),
            (
                "每个行政村（社区）至少培育3名法律明白人",
                vec!["3 名 每个行政村（社区）"],
            ),
            (
                "建设法治文化阵地5个，培训法律明白人200人次",
                vec!["5 个", "200 人次"],
            ),
            ("举办两次专题讲座，开展三场巡讲", vec!["2 次", "3 场"]),
            ("每季度召开一次联席会议", vec!["1 次 每季度"]),
            ("联席会议每半年一次", vec!["1 次 每半年"]),
            ("评选10名先进个人、5个先进集体", vec!["10 名", "5 个"]),
            ("组织旁听庭审2次以上", vec!["2 次"]),
            ("打造三个法治文化示范点", vec!["3 个"]),
            ("每人每年参加培训不少于40学时", vec!["40 学时 每人每年"]),
            ("实现每个村至少有一名法律顾问", vec!["1 名 每个村"]),
            ("发放宣传资料1万份", vec!["10000 份"]),
            ("编发典型案例12个（每月1个）", vec!["12 个"]),
            ("创建示范村3个以上，示范社区10个以上", vec!["3 个", "10 个"]),
            ("完成5件规章的制定工作", vec!["5 件"]),
            (
                "对10个执法单位开展专项检查，在3个乡镇试点",
                vec!["10 个", "3 个"],
            ),
            ("就3件法规草案征求意见", vec!["3 件"]),
            ("创作法治小品、快板等作品6件", vec!["6 件"]),
            ("拍摄普法微电影一部、公益广告二十条", vec!["1 部", "20 条"]),
            ("中心组学习研讨二次", vec!["2 次"]),
            ("每次学法时间不少于30分钟", vec!["30 分钟 每次"]),
            ("设立服务点20个（其中园区5个）", vec!["20 个", "5 个"]),
            ("培训骨干两期共计200人", vec!["2 期", "200 人"]),
            ("覆盖率达到90%以上", vec!["90 %"]),
            ("参考率、合格率均达98%", vec!["98 %"]),
            ("推广到80%以上行政村", vec!["80 %"]),
            ("办件量较上年增长10%", vec!["10 %"]),
            (
                "评选10名优秀普法志愿者，培养100名骨干",
                vec!["10 名", "100 名"],
            ),
            ("每学期上法治课不少于2课时", vec!["2 课时 每学期"]),
            (
                "每名副校长每学年上法治课不少于4次",
                vec!["4 次 每名副校长每学年"],
            ),
            (
                "每年举办讲座不少于2次，各县区不少于4次",
                vec!["2 次 每年", "4 次 每年"],
            ),
            (
                "每年举办讲座不少于2次，发放资料不少于4000份",
                vec!["2 次 每年", "4000 份"],
            ),
            (
                "制作短视频50部（条），推送信息300条",
                vec!["50 部", "300 条"],
            ),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_targets() {
        for text in [
            "按照去年90%的覆盖率开展",
            "差错率控制在5%以内",
            "投诉率低于3%",
            "经费占30%的项目",
            "落实行政执法三项制度",
            "对全市12个街道开展检查",
            "营造一个良好的法治环境",
            "办理时限不超过3个工作日",
            "按照第3条规定，贯彻十八届三中全会精神",
            "推进“六五”普法，纠正“四风”，建立三级网络",
            "建立一批示范点，开展一系列活动，推进一体化建设",
            "对被投诉3次以上的单位进行通报",
            "落实“一村一名法律顾问”",
            "做到两个维护，抓好三个环节",
            "完善三项机制，一次性告知",
            "在3个工作日内完成",
            "2026年12月底前完成",
            "围绕10项一级指标、34项二级指标开展创建",
            "已建成5个示范点",
            "38个村（社区）实现法律顾问全覆盖",
            "一村一档，一户一册",
            "专项整治行动为期3个月，每期3天",
        ] {
            assert_eq!(read(text), Vec::<String>::new(), "{text}");
        }
    }
}
