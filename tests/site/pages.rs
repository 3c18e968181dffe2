//! Whole pages of a small site, as served to a browser.

use crate::support::{SiteTest, digests_masked};

fn site() -> SiteTest {
    SiteTest::bare()
        .file("content/site.yaml", "title: 示例普法网\nsubtitle: 法律进万家\nbase_url: https://pufa.example.cn/\nowner: {sponsor: 示例市司法局, phone: \"12348\"}\nhost: {name: 示例市人民政府门户网站, domain: www.example.cn, id_code: \"0000000000\"}\n")
        .file("content/villages/land.md", "---\n标题: 土地承包怎么签\n日期: 2026-11-01\n标签: [民法典]\n主题活动: week\n摘要: 签合同前先看三件事。\n---\n\n## 先看什么\n\n**《民法典》**规定了\n土地承包经营权。\n\n> [!提示]\n> 可以拨打 12348。\n\n## 再看什么\n\n见[问答](../qa/noise.md)。\n")
        .file("content/qa/noise.md", "---\n标题: 楼上太吵怎么办\n日期: 2026-11-02\n问题: 楼上半夜很吵，能不能要求停止？\n标签: [民法典, 噪声]\n---\n\n可以。先劝阻，再向物业反映。\n")
        .file("content/events/talk.md", "---\n标题: 宪法宣讲进校园\n开始: 2026-12-04 09:30\n结束: 2026-12-04 11:00\n地点: 示例市第一中学\n承办: 示例市司法局\n场所: [学校]\n主题活动: week\n---\n\n欢迎参加。\n")
        .file("content/campaigns/week.md", "---\n标题: 宪法宣传周\n开始: 2026-12-01\n结束: 2026-12-07\n---\n\n一周的活动。\n")
}

#[test]
fn whole_pages() {
    let site = site();
    site.build(&[]).clean();
    for (name, path) in [
        ("page_home", "index.html"),
        ("page_article", "villages/land.html"),
        ("page_event", "events/talk.html"),
        ("page_qa", "qa/noise.html"),
        ("page_campaign", "campaigns/week.html"),
        ("page_tag", "tags/民法典/index.html"),
        ("page_404", "404.html"),
    ] {
        insta::assert_snapshot!(name, digests_masked(&site.page(path)));
    }
}

#[test]
fn the_name_of_an_asset_says_what_is_in_it() {
    let site = site();
    site.build(&[]).clean();
    let page = site.page("index.html");
    assert!(digests_masked(&page) != page);
    for (path, _) in site
        .tree()
        .iter()
        .filter(|(path, _)| path.starts_with("assets/"))
    {
        assert_eq!(
            digests_masked(path),
            path.split('.')
                .enumerate()
                .map(|(n, word)| if n == 1 { "[..]" } else { word })
                .collect::<Vec<_>>()
                .join(".")
        );
    }
}
