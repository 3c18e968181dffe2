//! Files are read in pieces, and only the requested part.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::SeqCst};

use axum::body::to_bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use futures_util::StreamExt;

use super::{ServedSite, block_on};
use crate::content::{FileVersion, MemoryFile, OpenFile};
use crate::limits::serve::FILE_CHUNK;
use crate::serve::http::file_response::file_response;
use crate::serve::http::request::HttpRequest;
use crate::serve::http::response::{HttpResponse, ResponseBody};

/// A film, longer than any memory.
const LENGTH: u64 = 1 << 44;

/// Amount that was read of a file, and the most at once.
#[derive(Default)]
struct ReadCount {
    bytes: AtomicU64,
    most: AtomicUsize,
}

/// A file that counts; each byte is its offset's last.
struct CountedFile {
    count: Arc<ReadCount>,
    is_exact: bool,
    shrinks_at: u64,
}

impl OpenFile for CountedFile {
    fn length(&self) -> u64 {
        LENGTH
    }

    fn version(&self) -> FileVersion {
        FileVersion {
            tag: "v1".to_owned(),
            is_exact: self.is_exact,
        }
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.count.most.fetch_max(buffer.len(), SeqCst);
        let count = buffer
            .len()
            .min(usize::try_from(self.shrinks_at.saturating_sub(offset)).unwrap_or(usize::MAX));
        for (at, byte) in buffer[..count].iter_mut().enumerate() {
            *byte = (offset + at as u64).to_le_bytes()[0];
        }
        self.count.bytes.fetch_add(count as u64, SeqCst);
        Ok(count)
    }
}

fn request(method: Method, headers: &[(&'static str, &str)]) -> HttpRequest {
    let named = headers.iter().map(|(name, value)| {
        (
            HeaderName::from_static(name),
            HeaderValue::from_str(value).expect("a value"),
        )
    });
    HttpRequest {
        method,
        headers: named.collect::<HeaderMap>(),
        ..HttpRequest::default()
    }
}

fn film(headers: &[(&'static str, &str)]) -> (HttpResponse, Arc<ReadCount>) {
    let count = Arc::new(ReadCount::default());
    let file = CountedFile {
        count: Arc::clone(&count),
        is_exact: true,
        shrinks_at: LENGTH,
    };
    (
        file_response(&request(Method::GET, headers), "video/mp4", Box::new(file)),
        count,
    )
}

fn status(headers: &[(&'static str, &str)]) -> (u16, String) {
    let (response, _) = film(headers);
    (
        response.status,
        response
            .header("content-length")
            .unwrap_or_default()
            .to_owned(),
    )
}

#[test]
fn one_byte_of_a_film_is_one_byte_read() {
    let (response, count) = film(&[("range", "bytes=0-0")]);
    assert_eq!(
        response.header("content-range"),
        Some(format!("bytes 0-0/{LENGTH}").as_str())
    );
    let bytes = block_on(to_bytes(response.into_wire().into_body(), 10)).expect("a body");
    assert_eq!(&bytes[..], [0]);
    assert_eq!((count.bytes.load(SeqCst), count.most.load(SeqCst)), (1, 1));
}

#[test]
fn a_film_is_read_as_it_is_taken() {
    block_on(async {
        for headers in [
            vec![],
            vec![("range", "bytes=0-")],
            vec![("range", "bytes=-1000000000000")],
        ] {
            let (response, count) = film(&headers);
            let mut chunks = response.into_wire().into_body().into_data_stream();
            assert_eq!(count.bytes.load(SeqCst), 0, "{headers:?}");
            for _ in 0..3 {
                assert!(
                    chunks
                        .next()
                        .await
                        .is_some_and(|chunk| chunk.is_ok_and(|bytes| bytes.len() <= FILE_CHUNK))
                );
            }
            assert!(
                count.bytes.load(SeqCst) <= 3 * FILE_CHUNK as u64,
                "{headers:?}"
            );
            assert!(count.most.load(SeqCst) <= FILE_CHUNK, "{headers:?}");
        }
    });
}

#[test]
fn what_sends_no_bytes_reads_none() {
    let heads = [
        (Method::HEAD, vec![], 200),
        (Method::HEAD, vec![("range", "bytes=5-9")], 200),
        (Method::GET, vec![("if-none-match", "\"x\", W/\"v1\"")], 304),
        (
            Method::GET,
            vec![("if-none-match", "*"), ("range", "bytes=0-")],
            304,
        ),
        (Method::GET, vec![("range", "bytes=99999999999999-")], 416),
    ];
    for (method, headers, wanted) in heads {
        let count = Arc::new(ReadCount::default());
        let file = CountedFile {
            count: Arc::clone(&count),
            is_exact: true,
            shrinks_at: LENGTH,
        };
        let response = file_response(&request(method, &headers), "video/mp4", Box::new(file));
        assert_eq!(response.status, wanted, "{headers:?}");
        assert!(
            matches!(&response.body, ResponseBody::Bytes(bytes) if bytes.is_empty()),
            "{headers:?}"
        );
        let length = response.header("content-length").map(str::to_owned);
        let wanted = match wanted {
            200 => Some(LENGTH.to_string()),
            416 => Some("0".to_owned()),
            _ => None,
        };
        assert_eq!(length, wanted, "{headers:?}");
        assert_eq!(count.bytes.load(SeqCst), 0, "{headers:?}");
    }
}

#[test]
fn a_part_is_of_the_version_that_is_known() {
    let whole = (200, LENGTH.to_string());
    let part = (206, "10".to_owned());
    let range = ("range", "bytes=0-9");
    assert_eq!(status(&[range]), part);
    assert_eq!(status(&[range, ("if-range", "\"v1\"")]), part);
    for other in [
        "\"v2\"",
        "W/\"v1\"",
        "v1",
        "",
        "Sat, 28 Nov 2026 06:00:00 GMT",
    ] {
        assert_eq!(status(&[range, ("if-range", other)]), whole, "{other}");
    }
    // Two headers are none.
    assert_eq!(status(&[("range", "bytes=0-0,5-9")]), whole);
    let bomb = format!("bytes={}", vec!["0-"; 2000].join(","));
    assert_eq!(status(&[("range", &bomb)]), whole);
}

#[test]
fn a_version_that_may_be_two_is_weak() {
    let film = CountedFile {
        count: Arc::default(),
        is_exact: false,
        shrinks_at: LENGTH,
    };
    let request = request(
        Method::GET,
        &[("range", "bytes=0-9"), ("if-range", "\"v1\"")],
    );
    let response = file_response(&request, "video/mp4", Box::new(film));
    assert_eq!(
        (response.status, response.header("etag")),
        (200, Some("W/\"v1\""))
    );
}

#[test]
fn a_file_that_shrinks_ends_the_connection() {
    let film = CountedFile {
        count: Arc::default(),
        is_exact: true,
        shrinks_at: 3,
    };
    let response = file_response(
        &request(Method::GET, &[("range", "bytes=0-9")]),
        "video/mp4",
        Box::new(film),
    );
    assert!(block_on(to_bytes(response.into_wire().into_body(), 100)).is_err());
}

#[test]
fn an_empty_file_is_empty() {
    let response = file_response(
        &request(Method::GET, &[]),
        "text/plain",
        Box::new(MemoryFile(Vec::new())),
    );
    assert_eq!(
        (response.status, response.header("content-length")),
        (200, Some("0"))
    );
}

#[test]
fn files_of_a_folder_are_served_in_parts() {
    let large: Vec<u8> = (0..FILE_CHUNK * 2 + 7)
        .map(|at| at.to_le_bytes()[1])
        .collect();
    let served = ServedSite::new(&[
        ("content/qa/a/film.mp4", &large),
        (
            "content/qa/film.md",
            "---\n标题: 片\n日期: 2026-11-01\n---\n\n[片](a/film.mp4)\n".as_bytes(),
        ),
        ("themes/pufa/static/x.txt", b"abcdef"),
    ]);
    block_on(async {
        let whole = served.get("/qa/a/film.mp4", &[]).await;
        assert_eq!(
            (whole.status, whole.header("content-type")),
            (200, "video/mp4")
        );
        assert_eq!(whole.header("content-length"), large.len().to_string());
        assert!(whole.text == String::from_utf8_lossy(&large));
        let (start, end) = (FILE_CHUNK - 2, FILE_CHUNK + 3);
        let part = served
            .get(
                "/qa/a/film.mp4",
                &[("range", &format!("bytes={start}-{end}"))],
            )
            .await;
        assert_eq!(
            (part.status, part.text),
            (
                206,
                String::from_utf8_lossy(&large[start..=end]).into_owned()
            )
        );
        let tag = whole.header("etag").to_owned();
        assert_eq!(
            served
                .get("/qa/a/film.mp4", &[("if-none-match", &tag)])
                .await
                .status,
            304
        );
        std::fs::write(
            served.folder.path().join("content/qa/a/film.mp4"),
            &large[1..],
        )
        .expect("a file");
        assert_eq!(
            served
                .get("/qa/a/film.mp4", &[("if-none-match", &tag)])
                .await
                .status,
            200
        );
    });
}

#[cfg(unix)]
#[test]
fn a_link_that_takes_a_files_place_leads_nowhere() {
    let served = ServedSite::new(&[("secret.txt", b"secret")]);
    let outside = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(outside.path(), "secret").expect("a file");
    let file = served.folder.path().join("content/qa/a/b.txt");
    std::fs::remove_file(&file).expect("a removal");
    std::os::unix::fs::symlink(outside.path(), &file).expect("a link");
    let reply = block_on(served.get("/qa/a/b.txt", &[]));
    assert!(
        reply.status != 200 && !reply.text.contains("secret"),
        "{}",
        reply.status
    );
}

#[test]
fn a_picture_is_served_as_it_is_built() {
    let chunk = |kind: &[u8], data: &[u8]| {
        [&(data.len() as u32).to_be_bytes(), kind, data, b"sums"].concat()
    };
    let header = chunk(b"IHDR", b"\0\0\0\x02\0\0\0\x01\x08\x02\0\0\0");
    let picture = |comment: &[u8]| {
        let rest = [chunk(b"IDAT", b"pixels"), chunk(b"IEND", b"")].concat();
        [b"\x89PNG\r\n\x1a\n", &header[..], comment, &rest].concat()
    };
    let source = picture(&chunk(b"tEXt", b"SECRET"));
    let public = crate::content::picture::published_bytes(source.clone());
    assert_eq!(public, picture(b""));
    let served = ServedSite::new(&[
        ("content/qa/a/p.png", &source),
        ("content/qa/a/q.png", &public),
        (
            "content/qa/p.md",
            "---\n标题: 图\n日期: 2026-01-01\n---\n\n![图](a/p.png)\n\n![图](a/q.png)\n".as_bytes(),
        ),
    ]);
    block_on(async {
        let whole = served.get("/qa/a/p.png", &[]).await;
        assert_eq!(whole.text, String::from_utf8_lossy(&public));
        assert_eq!(whole.header("content-length"), public.len().to_string());
        let tag = whole.header("etag").to_owned();
        let known = served.get("/qa/a/p.png", &[("if-none-match", &tag)]).await;
        assert_eq!(known.status, 304);
        let part = served.get("/qa/a/p.png", &[("range", "bytes=33-48")]).await;
        assert_eq!(part.text, String::from_utf8_lossy(&public[33..49]));
        let total = format!("bytes 33-48/{}", public.len());
        assert_eq!((part.status, part.header("content-range")), (206, &*total));
        let clean = served.get("/qa/a/q.png", &[]).await;
        assert_eq!(clean.text, whole.text);
    });
}
