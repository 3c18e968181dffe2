//! Files as caches and players want them: `ETag`, `If-None-Match`, `Range`, `If-Range` (RFC 9110, sections 8.8, 13, 14),
//! read in pieces as they are sent.

use std::fmt;
use std::io;

use axum::body::Bytes;
use axum::http::{Method, header};
use futures_util::stream::{Stream, try_unfold};

use super::range::{RangeSelection, select};
use super::request::HttpRequest;
use super::response::{HttpResponse, ResponseBody};
use crate::content::OpenFile;
use crate::limits::serve::FILE_CHUNK;

/// The response with a file, or with the requested part of it. Reads nothing yet.
pub(super) fn file_response(
    request: &HttpRequest,
    media_type: &str,
    file: Box<dyn OpenFile>,
) -> HttpResponse {
    let length = file.length();
    let version = file.version();
    let opaque = format!("\"{}\"", version.tag);
    let tag = if version.is_exact {
        opaque.clone()
    } else {
        format!("W/{opaque}")
    };
    let respond = |status, part: Option<(u64, u64)>| {
        let (first, count) = part.unwrap_or_default();
        let response = HttpResponse::new(status, media_type, Vec::new());
        let mut response = HttpResponse {
            headers: Vec::new(),
            ..response
        }
        .with("cache-control", "no-cache")
        .with("etag", tag.clone())
        .with("accept-ranges", "bytes");
        if status != 304 {
            response = response.with("content-length", count.to_string());
        }
        if count > 0 && request.method != Method::HEAD {
            response.body = ResponseBody::Stream(FilePart {
                file,
                offset: first,
                left: count,
            });
        }
        response
    };
    let tags = request
        .headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|tags| tags.to_str().ok());
    if tags
        .flat_map(|tags| tags.split(','))
        .any(|one| is_weakly(one.trim(), &opaque))
    {
        return respond(304, None);
    }
    match select(wanted_range(request, &opaque, version.is_exact), length) {
        RangeSelection::Whole => respond(200, Some((0, length))),
        RangeSelection::Part { first, last } => respond(206, Some((first, last - first + 1)))
            .with("content-range", format!("bytes {first}-{last}/{length}")),
        RangeSelection::Unsatisfiable => {
            respond(416, None).with("content-range", format!("bytes */{length}"))
        }
    }
}

/// Returns true if a tag of `If-None-Match` names a version; a weak one will do (section 13.1.2).
fn is_weakly(given: &str, opaque: &str) -> bool {
    given == "*" || given.strip_prefix("W/").unwrap_or(given) == opaque
}

/// The `Range` to go by: that of a `GET`, and with an `If-Range` only if it names this version for certain.
fn wanted_range<'r>(request: &'r HttpRequest, opaque: &str, is_exact: bool) -> Option<&'r str> {
    let is_of_this = match request.headers.get(header::IF_RANGE) {
        Some(tag) => is_exact && tag == opaque,
        None => true,
    };
    request
        .header(header::RANGE)
        .filter(|_| is_of_this && request.method == Method::GET)
}

/// A part of an open file that is still to be sent.
pub(crate) struct FilePart {
    file: Box<dyn OpenFile>,
    offset: u64,
    left: u64,
}

impl fmt::Debug for FilePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FilePart")
            .field("offset", &self.offset)
            .field("left", &self.left)
            .finish_non_exhaustive()
    }
}

impl FilePart {
    /// The bytes, one piece at a time, each read when the one before was taken.
    pub(super) fn into_chunks(self) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
        try_unfold(self, |mut part| async move {
            if part.left == 0 {
                return Ok(None);
            }
            let read = move || part.next_chunk().map(|chunk| Some((chunk, part)));
            tokio::task::spawn_blocking(read)
                .await
                .map_err(io::Error::other)?
        })
    }

    /// The next piece. A file that became shorter ends the connection: no other bytes stand in for its own.
    fn next_chunk(&mut self) -> io::Result<Bytes> {
        let size = usize::try_from(self.left)
            .unwrap_or(usize::MAX)
            .min(FILE_CHUNK);
        let mut buffer = vec![0; size];
        let count = self.file.read_at(self.offset, &mut buffer)?.min(size);
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        buffer.truncate(count);
        self.offset += count as u64;
        self.left -= count as u64;
        Ok(buffer.into())
    }
}
