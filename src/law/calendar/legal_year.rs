//! Legal-publicity year (普法宣传日历): days, weeks and months that a justice bureau observes.
//!
//! Statutes say “the week of a day” and “the third week of September” without more. Weeks run from
//! Monday to Sunday and belong to the month of their Thursday, as GB/T 7408.1 counts weeks; where a
//! yearly notice fixes other days, a site corrects them in `site.yaml`.
//!
//! 网络安全宣传周 is announced each year and follows no rule; a site sets its days in `site.yaml`.

use std::borrow::Cow;

use jiff::civil::Weekday::{Monday, Saturday, Sunday};

use super::double_ninth::DOUBLE_NINTH;
use super::{ObservanceDays, ObservanceRule, OrdinalCount};

/// 宪法宣传周 by the yearly notices. From 2026 on, 12月1日至7日 is **an assumption**, as from 2023 to 2025:
/// each notice comes shortly before the week. A site corrects the days in `site.yaml`.
const CONSTITUTION_WEEKS: &[(i16, ObservanceDays)] = &[
    (2021, ObservanceDays::Range((11, 29), (12, 5))),
    (2022, ObservanceDays::Range((12, 4), (12, 10))),
];

/// Rules in the order of the year. The last text of a row is its legal basis.
#[rustfmt::skip]
pub static LEGAL_YEAR: [ObservanceRule; 33] = [
    plain("womens-day", "三八国际妇女节", ObservanceDays::Day(3, 8), "全国年节及纪念日放假办法；宣传妇女权益保障"),
    since(1979, "tree-planting-day", "植树节", ObservanceDays::Day(3, 12), "森林法第十条"),
    plain("consumer-day", "国际消费者权益日", ObservanceDays::Day(3, 15), "国际消费者联盟组织1983年确定"),
    counted("school-safety-day", "全国中小学生安全教育日", ObservanceDays::Last(3, Monday), (1996, "个"), "1996年起，每年3月最后一个星期一"),
    counted("national-security-day", "全民国家安全教育日", ObservanceDays::Day(4, 15), (2016, "个"), "国家安全法第十四条"),
    plain("intellectual-property-day", "世界知识产权日", ObservanceDays::Day(4, 26), "世界知识产权组织2000年确定"),
    counted("civil-code-month", "民法典宣传月", ObservanceDays::Month(5), (2021, "个"), "2021年起，每年5月"),
    counted("disaster-day", "全国防灾减灾日", ObservanceDays::Day(5, 12), (2009, "个"), "经国务院批准，2009年起"),
    since(2022, "family-education-week", "全国家庭教育宣传周", ObservanceDays::WeekOf(5, 15), "家庭教育促进法第十三条：每年5月15日国际家庭日所在周"),
    counted("disability-day", "全国助残日", ObservanceDays::Nth(5, 3, Sunday), (1991, "次"), "残疾人保障法第十四条：每年5月的第三个星期日"),
    since(2017, "science-workers-day", "全国科技工作者日", ObservanceDays::Day(5, 30), "科学技术进步法第十八条"),
    plain("childrens-day", "六一国际儿童节", ObservanceDays::Day(6, 1), "全国年节及纪念日放假办法；宣传未成年人保护"),
    counted("work-safety-month", "全国安全生产月", ObservanceDays::Month(6), (2002, "个"), "2002年起，每年6月"),
    plain("drugs-month", "全民禁毒宣传月", ObservanceDays::Month(6), "每年6月"),
    plain("environment-day", "六五环境日", ObservanceDays::Day(6, 5), "联合国大会1972年确定的世界环境日"),
    plain("drugs-day", "国际禁毒日", ObservanceDays::Day(6, 26), "联合国大会1987年确定"),
    since(2009, "fitness-day", "全民健身日", ObservanceDays::Day(8, 8), "全民健身条例；体育法第十五条以这一天所在周为体育宣传周"),
    counted("ecology-day", "全国生态日", ObservanceDays::Day(8, 15), (2023, "个"), "生态环境法典第十五条；2023年由全国人民代表大会常务委员会决定设立"),
    since(2023, "defence-month", "全民国防教育月", ObservanceDays::Month(9), "2023年起，每年9月，以当年的通知为准"),
    since(2025, "science-month", "全国科普月", ObservanceDays::Month(9), "科学技术普及法第七条"),
    since(2016, "charity-day", "中华慈善日", ObservanceDays::Day(9, 5), "慈善法第七条"),
    since(2026, "language-week", "国家通用语言文字推广普及宣传周", ObservanceDays::NthWeek(9, 3), "国家通用语言文字法第八条：每年9月的第三周，起止日期以当年的通知为准"),
    counted("defence-day", "全民国防教育日", ObservanceDays::Nth(9, 3, Saturday), (2001, "个"), "国防教育法第十二条：每年9月的第三个星期六"),
    since(2026, "ethnic-unity-week", "民族团结进步宣传周", ObservanceDays::NthWeek(9, 4), "民族团结进步促进法第五十六条：每年9月的第四周，起止日期以当年的通知为准"),
    since(2014, "martyrs-day", "烈士纪念日", ObservanceDays::Day(9, 30), "英雄烈士保护法第五条"),
    only("seniors-day", "老年节", DOUBLE_NINTH, "老年人权益保障法第十二条：每年农历九月初九"),
    since(2025, "legal-publicity-law", "法治宣传教育法施行日", ObservanceDays::Day(11, 1), "法治宣传教育法自2025年11月1日起施行"),
    plain("fire-day", "全国消防日", ObservanceDays::Day(11, 9), "公安部1992年确定"),
    row("constitution-week", "宪法宣传周", Some(ObservanceDays::Range((12, 1), (12, 7))), 2023, CONSTITUTION_WEEKS, None, "起止日期以当年的通知为准"),
    counted("traffic-day", "全国交通安全日", ObservanceDays::Day(12, 2), (2012, "个"), "国务院2012年批复"),
    counted("constitution-day", "国家宪法日", ObservanceDays::Day(12, 4), (2014, "个"), "法治宣传教育法第十三条；2014年由全国人民代表大会常务委员会决定设立"),
    plain("corruption-day", "国际反腐败日", ObservanceDays::Day(12, 9), "联合国大会2003年确定"),
    plain("human-rights-day", "世界人权日", ObservanceDays::Day(12, 10), "联合国大会1950年确定"),
];

/// Creates a rule without a first year: it predates any calendar of a site.
const fn plain(
    id: &'static str,
    name: &'static str,
    days: ObservanceDays,
    basis: &'static str,
) -> ObservanceRule {
    since(0, id, name, days, basis)
}

/// Creates a rule that holds from a year on.
const fn since(
    year: i16,
    id: &'static str,
    name: &'static str,
    days: ObservanceDays,
    basis: &'static str,
) -> ObservanceRule {
    row(id, name, Some(days), year, &[], None, basis)
}

/// Creates a rule with a date of its own in each year, and none in others.
const fn only(
    id: &'static str,
    name: &'static str,
    years: &'static [(i16, ObservanceDays)],
    basis: &'static str,
) -> ObservanceRule {
    row(id, name, None, 0, years, None, basis)
}

/// Creates a rule with counted occurrences: the year of the first, and the counting word.
const fn counted(
    id: &'static str,
    name: &'static str,
    days: ObservanceDays,
    (first, word): (i16, &'static str),
    basis: &'static str,
) -> ObservanceRule {
    row(
        id,
        name,
        Some(days),
        first,
        &[],
        Some(OrdinalCount { first, word }),
        basis,
    )
}

const fn row(
    id: &'static str,
    name: &'static str,
    days: Option<ObservanceDays>,
    since: i16,
    moved: &'static [(i16, ObservanceDays)],
    count: Option<OrdinalCount>,
    basis: &'static str,
) -> ObservanceRule {
    ObservanceRule {
        id: Cow::Borrowed(id),
        name: Cow::Borrowed(name),
        days,
        moved: Cow::Borrowed(moved),
        since,
        count,
        basis,
    }
}
