use super::*;

/// Word in everything that must not be published.
const SECRET: &[u8] = b"SECRET";
/// Word in everything that must be.
const COLOR: &[u8] = b"COLOR";

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    memchr::memmem::find(bytes, word).is_some()
}

/// EXIF metadata with an orientation and a secret, in either byte order.
fn exif(orientation: u8, is_little: bool) -> Vec<u8> {
    let mut tiff = if is_little {
        let mut tiff = b"II*\0\x08\0\0\0\x02\0\x0f\x01\x02\0\x07\0\0\0\x26\0\0\0".to_vec();
        tiff.extend([0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
        tiff
    } else {
        let mut tiff = b"MM\0*\0\0\0\x08\0\x02\x01\x0f\0\x02\0\0\0\x07\0\0\0\x26".to_vec();
        tiff.extend([1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
        tiff
    };
    tiff.extend([0; 4]);
    tiff.extend_from_slice(SECRET);
    tiff
}

fn segment(marker: u8, parts: &[&[u8]]) -> Vec<u8> {
    let payload = parts.concat();
    let length = (payload.len() as u16 + 2).to_be_bytes();
    [&[0xFF, marker], length.as_slice(), &payload].concat()
}

/// JPEG of 40 × 30 pixels with everything that phones and programs put into one.
fn jpeg(orientation: u8, is_little: bool) -> Vec<u8> {
    [
        b"\xFF\xD8".to_vec(),
        segment(0xE0, &[b"JFIF\0\x01\x02\0\0\x01\0\x01\x02\x01", SECRET]),
        segment(0xE1, &[b"Exif\0\0", &exif(orientation, is_little)]),
        segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", SECRET]),
        segment(0xE2, &[b"ICC_PROFILE\0\x01\x01", COLOR]),
        segment(0xE2, &[b"MPF\0", SECRET]),
        segment(0xED, &[b"Photoshop 3.0\0", SECRET]),
        segment(0xEE, &[b"Adobe\0\x64\0\0\0\0\x01", COLOR]),
        segment(0xFE, &[SECRET]),
        segment(0xDB, &[b"\0", &[1; 64]]),
        segment(0xC0, &[b"\x08\0\x1e\0\x28\x01\x01\x11\0"]),
        segment(0xDA, &[b"\x01\x01\0\0\x3f\0"]),
        b"pixels\xFF\0\xFF\xD0more".to_vec(),
        segment(0xE5, &[SECRET]),
        segment(0xDA, &[b"\x01\x01\0\0\x3f\0"]),
        b"pixels".to_vec(),
        b"\xFF\xD9".to_vec(),
        b"\xFF\xD8\xFF\xE1SECRET\xFF\xD9".to_vec(),
    ]
    .concat()
}

fn chunk(kind: &[u8], data: &[u8]) -> Vec<u8> {
    [&(data.len() as u32).to_be_bytes(), kind, data, b"summ"].concat()
}

fn png(orientation: u8, is_little: bool) -> Vec<u8> {
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", b"\0\0\0\x28\0\0\0\x1e\x08\x02\0\0\0"),
        chunk(b"iCCP", COLOR),
        chunk(b"eXIf", &exif(orientation, is_little)),
        chunk(b"tEXt", SECRET),
        chunk(b"zTXt", SECRET),
        chunk(b"iTXt", SECRET),
        chunk(b"tIME", SECRET),
        chunk(b"prVt", SECRET),
        chunk(b"IDAT", b"pixels"),
        chunk(b"IEND", b""),
        SECRET.to_vec(),
    ]
    .concat()
}

fn riff(chunks: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut bytes = b"RIFF\0\0\0\0WEBP".to_vec();
    for (name, data) in chunks {
        bytes.extend_from_slice(name);
        bytes.extend((data.len() as u32).to_le_bytes());
        bytes.extend_from_slice(data);
        bytes.extend(vec![0; data.len() % 2]);
    }
    let size = bytes.len() as u32 - 8;
    bytes[4..8].copy_from_slice(&size.to_le_bytes());
    bytes
}

fn webp(orientation: u8, is_little: bool) -> Vec<u8> {
    let exif = exif(orientation, is_little);
    let mut bytes = riff(&[
        (b"VP8X", b"\x2c\0\0\0\x27\0\0\x1d\0\0"),
        (b"ICCP", COLOR),
        (b"VP8 ", b"pixels"),
        (b"EXIF", &exif),
        (b"XMP ", SECRET),
        (b"PRIV", SECRET),
    ]);
    bytes.extend_from_slice(SECRET);
    bytes
}

fn gif(_: u8, _: bool) -> Vec<u8> {
    let mut bytes = b"GIF89a\x28\0\x1e\0\x80\0\0\0\0\0\xff\xff\xff".to_vec();
    bytes.extend_from_slice(b"\x21\xfe\x06SECRET\0");
    bytes.extend_from_slice(b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0");
    bytes.extend_from_slice(b"\x21\xff\x0bICCRGBG1012\x05COLOR\0");
    bytes.extend_from_slice(b"\x21\xff\x0bXMP DataXMP\x06SECRET\0");
    bytes.extend_from_slice(b"\x2c\0\0\0\0\x28\0\x1e\0\0\x02\x02\x4c\x01\0");
    bytes.extend_from_slice(b"\x3bSECRET");
    bytes
}

type Builder = fn(u8, bool) -> Vec<u8>;
const BUILDERS: [(&str, Builder); 4] = [("jpg", jpeg), ("png", png), ("webp", webp), ("gif", gif)];

fn reading(bytes: &[u8]) -> PictureReading {
    let head = &bytes[..bytes.len().min(byte_window::WINDOW)];
    let whole = bytes.to_vec();
    let open = || Ok::<Box<dyn OpenFile>, _>(Box::new(MemoryFile(whole)));
    let read = read_facts(head, bytes.len() as u64, open);
    read.unwrap_or_else(|_| PictureReading {
        facts: PictureFacts {
            format: FileFormat::Empty,
            condition: PictureCondition::Damaged,
            keeps_metadata: true,
            is_turned: false,
        },
        size: None,
        length: 0,
    })
}

#[test]
fn the_public_gets_no_metadata_but_the_orientation() {
    for (name, build) in BUILDERS {
        for (orientation, is_little) in [(1, true), (6, true), (6, false), (3, true)] {
            let bytes = build(orientation, is_little);
            let public = published_bytes(bytes.clone());
            assert!(
                contains(&bytes, SECRET) && !contains(&public, SECRET),
                "{name}"
            );
            assert!(contains(&public, COLOR), "{name}");
            let read = reading(&bytes);
            assert_eq!(read.length, public.len() as u64, "{name}");
            assert_eq!(read.facts.condition, PictureCondition::Whole, "{name}");
            assert!(!read.facts.keeps_metadata, "{name}");
            let again = reading(&public);
            assert_eq!(
                (again.size, &again.facts),
                (read.size, &read.facts),
                "{name}"
            );
            assert_eq!(published_bytes(public.clone()), public, "{name}");
        }
    }
}

#[test]
fn the_pixels_stay_byte_for_byte() {
    let parts: [(Builder, &[&[u8]]); 4] = [
        (
            jpeg,
            &[b"pixels\xFF\0\xFF\xD0more", b"\0\x3f\0pixels\xFF\xD9"],
        ),
        (png, &[b"IDATpixelssumm", b"IENDsumm"]),
        (webp, &[b"VP8 \x06\0\0\0pixels"]),
        (
            gif,
            &[
                b"\x2c\0\0\0\0\x28\0\x1e\0\0\x02\x02\x4c\x01\0\x3b",
                b"\x03\x01\0\0\0",
            ],
        ),
    ];
    for (build, parts) in parts {
        let public = published_bytes(build(6, true));
        assert!(
            parts.iter().all(|part| contains(&public, part)),
            "{public:?}"
        );
    }
}

#[test]
fn a_picture_is_as_wide_as_it_is_shown() {
    for (name, build) in BUILDERS {
        for is_little in [false, true] {
            for orientation in 0..=9 {
                let is_turned = name != "gif" && (5..=8).contains(&orientation);
                let shown = if is_turned { (30, 40) } else { (40, 30) };
                let read = reading(&build(orientation, is_little));
                assert_eq!(read.size, Some(shown), "{name}, {orientation}");
            }
        }
    }
}

#[test]
fn a_size_behind_much_metadata_is_found() {
    let mut bytes = b"\xFF\xD8".to_vec();
    for _ in 0..4 {
        bytes.extend(segment(0xE1, &[&[b'x'; 60_000]]));
    }
    bytes.extend(&jpeg(8, false)[2..]);
    assert_eq!(reading(&bytes).size, Some((30, 40)));
    assert!(published_bytes(bytes).len() < 1_000);
}

#[test]
fn a_file_that_breaks_off_is_cut_off_wherever_it_does() {
    for (name, build) in BUILDERS {
        let whole = published_bytes(build(6, true));
        let missed = if name == "gif" { 1 } else { 0 };
        for end in 16..whole.len() - missed {
            let read = reading(&whole[..end]);
            assert_eq!(
                read.facts.condition,
                PictureCondition::CutOff,
                "{name} at {end}"
            );
            let public = published_bytes(whole[..end].to_vec());
            assert_eq!(read.length, public.len() as u64, "{name} at {end}");
        }
    }
}

#[test]
fn the_end_of_a_thumbnail_is_not_the_end_of_the_picture() {
    let mut bytes = b"\xFF\xD8".to_vec();
    bytes.extend(segment(
        0xE1,
        &[b"Exif\0\0", &exif(1, true), b"\xFF\xD8\xFF\xD9"],
    ));
    bytes.extend(segment(0xDA, &[b"\x01\x01\0\0\x3f\0"]));
    bytes.extend_from_slice(b"pixels");
    assert_eq!(reading(&bytes).facts.condition, PictureCondition::CutOff);
}

#[test]
fn formats_are_told_by_their_bytes() {
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    let avif = b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf";
    let phone = b"\0\0\0\x18ftypmif1\0\0\0\0mif1miaf";
    let bitmap = b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0";
    let metafile = [&[1, 0, 0, 0][..], &[0; 36], b" EMF"].concat();
    let table: [(&[u8], FileFormat); 20] = [
        (b"", FileFormat::Empty),
        (b"hello", FileFormat::Unknown),
        (b"BMW is a car, and no bitmap", FileFormat::Unknown),
        (b"\n<!DOCTYPE html><svg>", FileFormat::WebPage),
        (b"\xEF\xBB\xBF<HTML>", FileFormat::WebPage),
        (
            b"<?xml version=\"1.0\"?>\n<!-- a -->\n<svg/>",
            FileFormat::Svg,
        ),
        (b"II*\0\x08\0\0\0", FileFormat::Tiff),
        (b"MM\0*\0\0\0\x08", FileFormat::Tiff),
        (b"\0\0\x01\0\x01\0", FileFormat::Ico),
        (b"8BPS\0\x01", FileFormat::Psd),
        (b"\xD7\xCD\xC6\x9A\0\0", FileFormat::Metafile),
        (b"%PDF-1.7", FileFormat::Pdf),
        (b"PK\x03\x04\x14\0", FileFormat::Office),
        (b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2", FileFormat::Film),
        (b"\0\0\0\x0CJXL \r\n", FileFormat::NewJpeg),
        (heic, FileFormat::Heic),
        (phone, FileFormat::Heic),
        (avif, FileFormat::Avif),
        (bitmap, FileFormat::Bmp),
        (&metafile, FileFormat::Metafile),
    ];
    for (bytes, format) in table {
        assert_eq!(FileFormat::sniff(bytes), format, "{bytes:?}");
    }
}

#[test]
fn boxes_that_break_off_or_hold_metadata_are_told() {
    let item = |kind: &[u8]| {
        let entry = [b"\0\0\0\x15infe\x02\0\0\0\0\x01\0\0", kind, b"\0"].concat();
        let start = b"\0\0\0\x18ftypavif\0\0\0\0mif1avif";
        let meta = [&(entry.len() as u32 + 8).to_be_bytes(), b"meta", &entry[..]].concat();
        [&start[..], &meta, b"\0\0\0\x0emdatpixels"].concat()
    };
    let plain = reading(&item(b"av01")).facts;
    assert_eq!(
        (plain.format, plain.condition, plain.keeps_metadata),
        (FileFormat::Avif, PictureCondition::Whole, false)
    );
    assert!(reading(&item(b"Exif")).facts.keeps_metadata);
    let bytes = item(b"av01");
    let cut = reading(&bytes[..bytes.len() - 2]).facts;
    assert_eq!(cut.condition, PictureCondition::CutOff);
}

/// Reads a file in portions of a few bytes.
fn read_in_portions(file: &mut dyn OpenFile, portion: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut buffer = vec![0; portion];
    while let Ok(count @ 1..) = file.read_at(bytes.len() as u64, &mut buffer) {
        bytes.extend_from_slice(&buffer[..count]);
    }
    bytes
}

#[test]
fn an_open_file_gives_the_published_bytes() -> io::Result<()> {
    for (name, build) in BUILDERS {
        let bytes = build(6, true);
        let public = published_bytes(bytes.clone());
        let source = MemoryFile(bytes);
        let version = source.version();
        let mut file = PublishedFile::open(Box::new(source))?;
        assert_eq!(file.length(), public.len() as u64, "{name}");
        assert_ne!(file.version(), version, "{name}");
        for portion in [1, 7, 4096] {
            assert_eq!(read_in_portions(&mut *file, portion), public, "{name}");
        }
        let plain = MemoryFile(published_bytes(build(1, true)));
        let version = plain.version();
        assert_eq!(
            PublishedFile::open(Box::new(plain))?.version(),
            version,
            "{name}"
        );
    }
    Ok(())
}

proptest::proptest! {
    #[test]
    fn no_file_is_too_odd(
        kind in 0..4_usize,
        changes in proptest::collection::vec((0..600_usize, proptest::prelude::any::<u8>()), 0..8),
        cut in 0..600_usize,
        portion in 1..50_usize,
    ) {
        let mut bytes = BUILDERS[kind].1(6, true);
        for (at, byte) in changes {
            if let Some(place) = bytes.get_mut(at) {
                *place = byte;
            }
        }
        bytes.truncate(cut);
        let read = reading(&bytes);
        let public = published_bytes(bytes.clone());
        proptest::prop_assert_eq!(read.length, public.len() as u64);
        proptest::prop_assert_eq!(&published_bytes(public.clone()), &public);
        let file = PublishedFile::open(Box::new(MemoryFile(bytes)));
        let read = file.map(|mut file| read_in_portions(&mut *file, portion));
        proptest::prop_assert_eq!(read.ok(), Some(public));
    }
}
