//! Calendar files as clients read them, checked against RFC 5545.

use icalendar::{Calendar, Component, Event, EventLike};

use crate::support::SiteTest;

const SITE: &str = "title: 示例普法网\nbase_url: https://pufa.example.cn/portal/pufa/\n日历:\n  普法日: 否\n  日子:\n    - {名称: 示例市法治文化节, 时间: 9月第三个星期六, 首届: 2024}\n    - {名称: 宪法宣传周, 时间: 12月1日至7日}\n";

/// Site with all-day and timed events, open-ended, over midnight, with characters to escape.
fn site() -> SiteTest {
    SiteTest::bare()
        .file("content/site.yaml", SITE)
        .file("content/campaigns/week.md", "---\n标题: 2026年“宪法宣传周”\n日期: 2026-11-16\n更新: 2026-11-20 08:30\n开始: 2026-12-01\n结束: 2026-12-07\n承办: 示例市司法局\n标签: [宪法, \"宣传,周\"]\n摘要: 一天一个场所。\n---\n\n一周的活动。\n")
        .file("content/events/fair.md", "---\n标题: 法律集市；问、答, \\\n日期: 2026-11-18\n开始: 2026-12-01 09:00\n结束: 2026-12-01 11:00\n地点: 示例市人民广场, 北门\n场所: [社区]\n---\n\n十六家单位摆摊答问，设情景小剧场和遗嘱书写体验，市民拿着小票逐摊提问，盖满三个章换一本口袋书。\n")
        .file("content/events/night.md", "---\n标题: 夜校\n开始: 2026-12-03 22:00\n结束: 2026-12-04 01:00\n---\n\n值夜班的人也能听。\n")
        .file("content/events/talk.md", "---\n标题: 讲座\n开始: 2026-12-05 19:30\n---\n\n结束时间看讨论。\n")
        .file("content/events/day.md", "---\n标题: 开放日\n开始: 2026-12-06\n---\n\n全天开放。\n")
        .file("content/qa/noise.md", "---\n标题: 楼上太吵怎么办\n日期: 2026-11-02\n---\n\n先劝阻。\n")
}

fn calendar(site: &SiteTest, path: &str) -> Vec<Event> {
    let read: Calendar = site.page(path).parse().expect("a calendar");
    read.events().cloned().collect()
}

fn titles(events: &[Event]) -> Vec<&str> {
    events.iter().filter_map(Event::get_summary).collect()
}

#[test]
fn a_whole_calendar() {
    let site = site();
    site.build(&[]).clean();
    insta::assert_snapshot!(site.page("calendar.ics").replace("\r\n", "\n"));
}

#[test]
fn a_reader_reads_it_back() {
    let site = site();
    site.build(&[]).clean();
    let events = calendar(&site, "events/calendar.ics");
    assert_eq!(
        titles(&events),
        ["法律集市；问、答, \\", "夜校", "讲座", "开放日"]
    );
    assert_eq!(events[0].get_location(), Some("示例市人民广场, 北门"));
    assert_eq!(
        events[0].get_url(),
        Some("https://pufa.example.cn/portal/pufa/events/fair.html")
    );
    let weeks = calendar(&site, "campaigns/calendar.ics");
    assert_eq!(
        weeks[0].get_categories(),
        Some(["主题活动", "宪法", "宣传,周"].map(str::to_owned).to_vec())
    );
}

#[test]
fn only_sections_with_something_dated_have_one() {
    let site = site();
    site.build(&[]).clean();
    site.has_files(&[
        "calendar.ics",
        "campaigns/calendar.ics",
        "events/calendar.ics",
        "communities/calendar.ics",
    ]);
    site.no_files(&["qa/calendar.ics"]);
    assert_eq!(
        titles(&calendar(&site, "communities/calendar.ics")),
        ["法律集市；问、答, \\"]
    );
    let page = site.page("communities/index.html");
    for link in [
        "/portal/pufa/calendar.ics",
        "/portal/pufa/communities/calendar.ics",
    ] {
        assert!(
            page.contains("<link rel=\"alternate\" type=\"text/calendar\" title=\""),
            "{page}"
        );
        assert!(page.contains(&format!("href=\"{link}\"")), "{page}");
    }
    let page = site.page("feeds.html");
    assert!(
        page.contains("href=\"webcal://pufa.example.cn/portal/pufa/events/calendar.ics\""),
        "{page}"
    );
}

/// Observances of this year and the next; a campaign of the site replaces the week it covers.
#[test]
fn the_sites_own_keeps_the_legal_year() {
    let site = SiteTest::new();
    site.build(&[]).clean();
    let of = |site: &SiteTest, name: &str| {
        let events = calendar(site, "calendar.ics").into_iter();
        let named = events.filter(|event| {
            event
                .get_summary()
                .is_some_and(|title| title.contains(name))
        });
        named
            .filter_map(|event| event.property_value("DTSTART").map(str::to_owned))
            .collect::<Vec<_>>()
    };
    assert_eq!(of(&site, "国家宪法日"), ["20261204", "20271204"]);
    assert_eq!(of(&site, "宪法宣传周"), ["20261201", "20271201"]);
    site.write(
        "content/campaigns/week.md",
        "---\n标题: 2026年“宪法宣传周”\n开始: 2026-11-30\n结束: 2026-12-06\n---\n\n一周。\n"
            .as_bytes(),
    );
    site.build(&[]).clean();
    assert_eq!(of(&site, "宪法宣传周"), ["20261130", "20271201"]);
    site.build(&["--date", "2026-12-31T23:59:59+08:00"]).clean();
    assert_eq!(of(&site, "国家宪法日"), ["20261204", "20271204"]);
    site.build(&["--date", "2027-01-01"]).clean();
    assert_eq!(of(&site, "国家宪法日"), ["20271204", "20281204"]);
}

/// 3.3.5, form 2: times are in UTC, converted from the site's time zone, daylight saving included.
#[test]
fn rfc5545_3_3_5_times_are_in_utc() {
    let site = site().file(
        "content/events/summer.md",
        "---\n标题: 夏天\n开始: 2026-07-01 09:00\n结束: 2026-07-02\n---\n\n两天。\n",
    );
    for (zone, from, to, winter) in [
        (
            "+08:00",
            "20260701T010000Z",
            "20260702T160000Z",
            "20261205T113000Z",
        ),
        (
            "Asia/Urumqi",
            "20260701T030000Z",
            "20260702T180000Z",
            "20261205T133000Z",
        ),
        (
            "Europe/Berlin",
            "20260701T070000Z",
            "20260702T220000Z",
            "20261205T183000Z",
        ),
    ] {
        site.write(
            "content/site.yaml",
            format!("{SITE}时区: \"{zone}\"\n").as_bytes(),
        );
        site.build(&[]).clean();
        let events = calendar(&site, "events/calendar.ics");
        let property = |title: &str, key: &str| {
            let event = events
                .iter()
                .find(|event| event.get_summary() == Some(title));
            event
                .and_then(|event| event.property_value(key))
                .unwrap_or_default()
                .to_owned()
        };
        assert_eq!(property("夏天", "DTSTART"), from, "{zone}");
        assert_eq!(property("夏天", "DTEND"), to, "{zone}");
        assert_eq!(property("讲座", "DTSTART"), winter, "{zone}");
        assert_eq!(property("开放日", "DTSTART"), "20261206", "{zone}");
        assert_eq!(
            site.page("calendar.ics").contains("X-WR-TIMEZONE"),
            zone.contains('/'),
            "{zone}"
        );
    }
}

/// 3.8.4.7: UIDs are stable and unique. 3.8.7.2: DTSTAMP is when the text changed, not build time.
#[test]
fn rfc5545_3_8_4_7_identities_last() {
    let (one, other) = (site(), site());
    one.build(&[]).clean();
    other.build(&["--date", "2026-12-20 10:00"]).clean();
    for path in [
        "calendar.ics",
        "events/calendar.ics",
        "campaigns/calendar.ics",
    ] {
        assert_eq!(one.page(path), other.page(path), "{path}");
    }
    let mut identities: Vec<String> = calendar(&one, "calendar.ics")
        .iter()
        .filter_map(|event| event.get_uid().map(str::to_owned))
        .collect();
    assert_eq!(identities.len(), 8);
    identities.sort();
    identities.dedup();
    assert_eq!(identities.len(), 8);
}

#[test]
fn calendars_can_be_switched_off() {
    let site = site();
    site.write(
        "content/site.yaml",
        format!("{SITE}输出: {{日历: 否}}\n").as_bytes(),
    );
    site.build(&[]).clean();
    site.no_files(&["calendar.ics", "events/calendar.ics"]);
    assert!(!site.page("index.html").contains("text/calendar"));
    site.write(
        "content/site.yaml",
        format!("{SITE}输出: {{订阅源: 否}}\n").as_bytes(),
    );
    site.build(&[]).clean();
    site.no_files(&["feed.xml", "feeds.opml"]);
    assert!(site.page("feeds.html").contains("events/calendar.ics"));
    site.write(
        "content/site.yaml",
        format!("{SITE}feeds: {{families: [venues]}}\n").as_bytes(),
    );
    site.build(&[]).clean();
    site.no_files(&["calendar.ics", "events/calendar.ics"]);
    site.has_files(&["communities/calendar.ics"]);
}

/// 3.6: a calendar has at least one component; a site without events writes no file.
#[test]
fn rfc5545_3_6_an_empty_calendar_is_not_made() {
    let site = SiteTest::new();
    site.write(
        "content/site.yaml",
        "title: 一\nbase_url: https://a.example/\ncalendar: {legal_year: 否}\n".as_bytes(),
    );
    site.build(&[]).clean();
    site.no_files(&["calendar.ics"]);
}

/// An upcoming event does not set the feed's date to the future.
#[test]
fn an_event_to_come_does_not_date_its_feed() {
    let site = site();
    site.build(&[]).clean();
    let feed: atom_syndication::Feed = site.page("atom.xml").parse().expect("Atom");
    assert_eq!(feed.updated.to_rfc3339(), "2026-11-18T00:00:00+08:00");
    assert!(
        feed.entries
            .iter()
            .all(|entry| entry.updated <= feed.updated)
    );
    site.build(&["--date", "2026-12-04"]).clean();
    let feed: atom_syndication::Feed = site.page("atom.xml").parse().expect("Atom");
    assert_eq!(feed.updated.to_rfc3339(), "2026-12-03T22:00:00+08:00");
}
