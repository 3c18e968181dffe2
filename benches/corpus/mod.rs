//! The articles that speed is measured with: the same on every machine.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const VENUES: [&str; 6] = ["organs", "villages", "communities", "schools", "enterprises", "units"];
const TAGS: [&str; 12] = [
    "宪法",
    "民法典",
    "劳动合同",
    "婚姻家庭",
    "继承",
    "消费者权益",
    "个人信息",
    "反电信诈骗",
    "未成年人保护",
    "农民工工资",
    "土地承包",
    "人民调解",
];
const SENTENCES: [&str; 8] = [
    "张某与李某因租金发生纠纷，双方协商多次没有结果，于是来到司法所寻求帮助。",
    "**《民法典》**规定，当事人应当按照约定全面履行自己的义务。",
    "法官提醒：签字之前逐条核对条款，保留好合同、收据和聊天记录。",
    "经人民调解委员会主持，双方当场签订了调解协议。",
    "任何组织或者个人都不得以“不知道”为由拒绝履行义务。",
    "遇到问题可以拨打 12348 公共法律服务热线，也可以到窗口咨询。",
    "普法志愿者走进集市、学校和企业，发放宣传资料，现场解答咨询。",
    "申请法律援助，应当提交身份证明和与案件有关的材料。",
];

/// A generator of numbers that are the same on every machine (xorshift64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap_or(0)
    }
}

fn article(number: usize) -> (String, String) {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15 ^ (number as u64 + 1));
    let venue = VENUES[numbers.below(VENUES.len())];
    let (month, day) = (1 + number / 28 % 12, 1 + number % 28);
    let year = 2012 + number / 336 % 14;
    let (one, two) = (TAGS[numbers.below(TAGS.len())], TAGS[numbers.below(TAGS.len())]);
    let mut text = format!(
        "---\ntitle: 以案释法第{number}期\ndate: {year}-{month:02}-{day:02}\ntags: [{one}, {two}]\n---\n\n"
    );
    for section in 1..=5 {
        let _ = write!(text, "## 第{section}节\n\n");
        for _ in 0..4 {
            for _ in 0..3 {
                text.push_str(SENTENCES[numbers.below(SENTENCES.len())]);
            }
            text.push_str("\n\n");
        }
        text.push_str("- 及时取证\n- 依法维权\n\n");
    }
    (format!("{venue}/{number:06}.md"), text)
}

/// Writes a site of so many articles.
pub(crate) fn corpus(root: &Path, count: usize) -> std::io::Result<()> {
    for venue in VENUES {
        fs::create_dir_all(root.join("content").join(venue))?;
    }
    fs::write(root.join("content/site.yaml"), "title: 普法阵地\nbase_url: https://pufa.example.cn/\n")?;
    (0..count).map(article).try_for_each(|(path, text)| fs::write(root.join("content").join(path), text))
}
