//! Sentences and paragraphs of legal publicity.

use super::random::Random;
use super::words::{ADVICE, DEEDS, ENDS, LAWS, OFFICES, OPENINGS, PEOPLE};

/// Returns a paragraph of at least `characters` characters.
pub(super) fn paragraph(random: &mut Random, characters: usize) -> String {
    let (mut text, mut length) = (String::new(), 0);
    while length < characters {
        let next = sentence(random);
        length += next.chars().count();
        text.push_str(&next);
    }
    text
}

fn sentence(random: &mut Random) -> String {
    let (who, other) = (random.one(&PEOPLE), random.one(&PEOPLE));
    let (deed, office, law) = (random.one(&DEEDS), random.one(&OFFICES), random.one(&LAWS));
    let (end, opening) = (random.one(&ENDS), random.one(&OPENINGS));
    match random.between(0, 8) {
        0 => format!(
            "{opening}，{who}与{other}因{deed}发生纠纷，双方多次协商没有结果，便来到{office}寻求帮助。"
        ),
        1 => format!(
            "《{law}》第{}条规定，当事人{deed}的，{end}。",
            number(random.between(1, 1260))
        ),
        2 => {
            let (cases, money, rate) = (
                random.between(3, 980),
                random.between(1, 900),
                random.between(61, 99),
            );
            format!(
                "{office}介绍，今年以来共受理此类案件{cases}件，涉及金额{money}.6万元，调解成功率达到{rate}%。"
            )
        }
        3 => format!("{opening}，**{deed}**并不等于免除责任，{who}仍然要面对后果：{end}。"),
        4 => {
            let (copies, people) = (random.between(100, 9000), random.between(10, 600));
            format!(
                "为了让更多群众了解《{law}》，{office}组织志愿者走进集市、学校和企业，发放资料{copies}余份，解答咨询{people}人次。"
            )
        }
        5 => format!(
            "{who}认为自己{deed}在先，对方违约在后，按照约定{end}；{other}则主张相关条款属于格式条款，应当作出不利于提供方的解释。"
        ),
        6 => format!(
            "法官提醒：{}，{}。",
            random.one(&ADVICE),
            random.one(&ADVICE)
        ),
        7 => {
            let (year, month, day) = (
                random.between(2019, 2026),
                random.between(1, 12),
                random.between(1, 28),
            );
            format!(
                "经{office}审查，{who}的请求符合条件，{end}，并于{year}年{month}月{day}日向双方送达了文书。"
            )
        }
        _ => format!(
            "{opening}，《{law}》和相关司法解释对{deed}作出了明确规定，任何组织或者个人都不得以“不知道”“没看到”为由拒绝履行义务。"
        ),
    }
}

/// Writes a number below ten thousand in Chinese.
pub(super) fn number(value: usize) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const UNITS: [(usize, &str); 4] = [(1000, "千"), (100, "百"), (10, "十"), (1, "")];
    let (mut text, mut gap) = (String::new(), false);
    for (unit, name) in UNITS {
        let digit = value / unit % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push_str(DIGITS[0]);
            gap = false;
        }
        if !(unit == 10 && digit == 1 && text.is_empty()) {
            text.push_str(DIGITS[digit]);
        }
        text.push_str(name);
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_are_written_as_statutes_write_them() {
        let said = [7, 10, 15, 20, 101, 110, 1007, 1260].map(super::number);
        assert_eq!(
            said,
            [
                "七",
                "十",
                "十五",
                "二十",
                "一百零一",
                "一百一十",
                "一千零七",
                "一千二百六十"
            ]
        );
    }
}
