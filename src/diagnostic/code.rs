//! Stable codes of diagnostics: one table, mirrored by `docs/diagnostics.md`.

/// Severity of a diagnostic.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub enum Severity {
    /// The site must not be published in this state.
    Error,
    /// The site works, but an editor should check it.
    Warning,
    /// Advice; no repair is required.
    Hint,
}

impl Severity {
    /// Returns the identifier that the JSON format uses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $id:literal, $severity:ident;)+) => {
        /// Code of a diagnostic: the kind of fault, independent of language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[non_exhaustive]
        pub enum Code { $($(#[doc = $doc])+ $variant,)+ }

        impl Code {
            /// All codes, in the order of the documentation.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)+];

            /// Returns the stable identifier, such as `link/broken`.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// Returns the severity of the code, before `--strict` raises it.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }
        }
    };
}

codes! {
    /// 文件读不出来 · a file cannot be read.
    SourceUnreadable = "source/unreadable", Error;
    /// 文件不是 UTF-8，已按 GB18030 或 UTF-16 读入 · decoded from another encoding.
    SourceEncoding = "source/encoding", Warning;
    /// 文件不是文本 · the file is not text in any known encoding.
    SourceNotText = "source/not-text", Error;
    /// 文件或文件夹的名字不能公布 · the name of a file or folder cannot be published.
    SourceBadName = "source/bad-name", Error;
    /// 名字或内容像文章的文件，没有公布 · a file that is nearly a document is not published.
    SourceMisnamed = "source/misnamed", Warning;
    /// 草稿文件夹 · a folder whose documents are drafts.
    SourceDraftFolder = "source/draft-folder", Hint;
    /// 公开的文章，名字里写着草稿 · a public document whose name says that it is a draft.
    SourceNamedDraft = "source/named-draft", Warning;
    /// 看不见的字符，已去掉 · an invisible character was removed.
    TextCharacter = "text/character", Warning;

    /// 找不到 site.yaml · there is no site in this folder.
    SiteMissing = "site/missing", Error;
    /// 新网站在另一个网站里面 · a new site would lie within another.
    SiteNested = "site/nested", Error;
    /// site.yaml 写法有误 · site.yaml is not YAML.
    SiteSyntax = "site/syntax", Error;
    /// site.yaml 里不认识的字段 · unknown key in site.yaml.
    SiteUnknownKey = "site/unknown-key", Warning;
    /// site.yaml 里类型不对的值 · wrong type in site.yaml.
    SiteWrongType = "site/wrong-type", Error;
    /// site.yaml 里不合规定的值 · a value of site.yaml that cannot be used.
    SiteBadValue = "site/bad-value", Error;
    /// site.yaml 里同一字段写了两次 · a key given twice in site.yaml.
    SiteDuplicateKey = "site/duplicate-key", Error;
    /// site.yaml 里可疑的值 · a value of site.yaml that an editor should check.
    SiteDoubtfulValue = "site/doubtful-value", Warning;
    /// site.yaml 没有写网址 · site.yaml has no base address.
    SiteNoBaseUrl = "site/no-base-url", Hint;

    /// 文首信息没有结束的 --- · the front matter is never closed.
    FrontMatterUnclosed = "front-matter/unclosed", Error;
    /// 文首信息写法有误 · the front matter is not YAML.
    FrontMatterSyntax = "front-matter/syntax", Error;
    /// 用了全角冒号 · a full-width colon after a key.
    FrontMatterFullWidthColon = "front-matter/full-width-colon", Error;
    /// 用了中文引号包住值 · full-width quotes around a value.
    FrontMatterFullWidthQuote = "front-matter/full-width-quote", Warning;
    /// 列表里用了中文逗号或顿号 · a full-width comma in a list.
    FrontMatterFullWidthComma = "front-matter/full-width-comma", Warning;
    /// 用了制表符缩进 · a tab in the indentation.
    FrontMatterTab = "front-matter/tab", Error;
    /// 不认识的字段 · an unknown key.
    FrontMatterUnknownKey = "front-matter/unknown-key", Warning;
    /// 别的系统的字段，按它的意思处理了 · a key of another system, taken as what it means.
    FrontMatterForeignKey = "front-matter/foreign-key", Hint;
    /// 像是决定是否公开的字段 · a key that resembles one that decides on publication.
    FrontMatterDoubtfulKey = "front-matter/doubtful-key", Error;
    /// 同一字段写了两次 · a key given twice.
    FrontMatterDuplicateKey = "front-matter/duplicate-key", Error;
    /// 值的类型不对 · a value of the wrong type.
    FrontMatterWrongType = "front-matter/wrong-type", Error;
    /// 值可能不是想写的意思 · a value that may not say what is meant.
    FrontMatterDoubtfulValue = "front-matter/doubtful-value", Warning;
    /// 日期写错 · an invalid date.
    FrontMatterBadDate = "front-matter/bad-date", Error;
    /// 缺少必填字段 · a required key is missing.
    FrontMatterMissingKey = "front-matter/missing-key", Error;
    /// 没有这种类型 · no such kind.
    FrontMatterUnknownKind = "front-matter/unknown-kind", Error;
    /// 没有这个场所 · no such venue.
    FrontMatterUnknownVenue = "front-matter/unknown-venue", Error;
    /// 没有这个主题活动 · no such campaign.
    FrontMatterUnknownCampaign = "front-matter/unknown-campaign", Warning;
    /// 结束早于开始 · the end is before the start.
    FrontMatterEndBeforeStart = "front-matter/end-before-start", Warning;
    /// 列出的文件或封面不存在 · a listed file or cover does not exist.
    FrontMatterMissingFile = "front-matter/missing-file", Error;
    /// 网址名不能用 · an invalid slug.
    FrontMatterBadSlug = "front-matter/bad-slug", Error;
    /// 主题里没有这个模板 · the theme has no such template.
    FrontMatterUnknownTemplate = "front-matter/unknown-template", Warning;

    /// 链接指向的文件不存在 · the target of an internal link does not exist.
    LinkBroken = "link/broken", Error;
    /// 链接的小标题不存在 · the anchor of a link does not exist.
    LinkBrokenAnchor = "link/broken-anchor", Error;
    /// 链接指向尚未公开的文章 · a link to a document that is not public.
    LinkHidden = "link/hidden", Warning;
    /// 链接的地址不能用在网站上（脚本、本机路径） · an unsafe address: a script, a local path.
    LinkUnsafe = "link/unsafe", Warning;
    /// 图片没有替代文字 · an image without a text alternative (WCAG 2.2, 1.1.1).
    ImageMissingAlt = "image/missing-alt", Warning;
    /// 图片不存在 · an image that does not exist.
    ImageBroken = "image/broken", Error;
    /// 图片尺寸读不出来 · an image whose size cannot be read.
    ImageUnreadable = "image/unreadable", Warning;
    /// 图片在别的网站上 · an image on another site.
    ImageExternal = "image/external", Warning;
    /// 正文是空的 · a document without text.
    BodyEmpty = "body/empty", Warning;
    /// 浏览器不显示的图片格式 · an image of a format that browsers do not show.
    ImageForeignFormat = "image/foreign-format", Warning;
    /// 图片的扩展名与内容不符 · an image whose extension is that of another format.
    ImageWrongExtension = "image/wrong-extension", Warning;
    /// 图片的方向有的浏览器不理会 · an image whose orientation some browsers ignore.
    ImageTurned = "image/turned", Warning;
    /// 图片太大，打开很慢 · an image that is slow to load.
    ImageHeavy = "image/heavy", Warning;
    /// 图片里的拍摄地点、设备等信息去不掉 · metadata that cannot be removed from an image.
    ImageMetadata = "image/metadata", Warning;
    /// 不认识的提示框 · an unknown admonition.
    BoxUnknown = "box/unknown", Warning;
    /// 组件块写法有误 · a component block that cannot be rendered.
    BlockInvalid = "block/invalid", Error;
    /// 组件块里可疑的值 · a value of a component block that an editor should check.
    BlockDoubtfulValue = "block/doubtful-value", Warning;
    /// 组件块的名字不认识 · a component block with an unknown name.
    BlockUnknown = "block/unknown", Warning;
    /// 视频、音频写的是播放网页 · the address of a film or sound is a page.
    MediaPage = "media/page", Error;
    /// 浏览器放不了的视频、音频 · a film or sound that browsers cannot play.
    MediaUnplayable = "media/unplayable", Warning;
    /// 列表、引用等套得太深 · lists, quotes and the like nest too deeply.
    BodyTooDeep = "body/too-deep", Warning;
    /// 符号差一点，原样显示了 · a mark that misses its form and is printed.
    MarkdownNearMiss = "markdown/near-miss", Warning;
    /// 有文字不会显示 · text that is not shown.
    MarkdownLostText = "markdown/lost-text", Warning;
    /// 围栏或备注没有结束 · a fence or a comment that is never closed.
    MarkdownUnclosed = "markdown/unclosed", Warning;
    /// 脚注对不上 · a footnote that is unused, undefined or defined twice.
    MarkdownFootnote = "markdown/footnote", Warning;
    /// 没有空行的行各成一段 · lines that begin a paragraph without a blank line before them.
    BodyParagraphs = "body/paragraphs", Hint;
    /// 行首的空格当作首行缩进 · indented prose is not code.
    BodyIndentedText = "body/indented-text", Hint;
    /// 一排横线没有变成标题 · a row of signs under text makes no heading.
    BodyUnderline = "body/underline", Hint;
    /// HTML 被安全过滤 · raw HTML that was removed for safety.
    HtmlRemoved = "html/removed", Warning;

    /// 两个页面同一网址 · two routes with one address.
    AddressConflict = "address/conflict", Error;
    /// 一个文件夹有两篇介绍 · a second introduction of a folder.
    SecondIntroduction = "address/second-introduction", Warning;
    /// 路径太长，Windows 上可能存不下 · a path that Windows may not store.
    AddressLong = "address/long", Warning;
    /// 附件可能有害，没有公布 · an attachment that may be harmful is not published.
    AttachmentWithheld = "attachment/withheld", Warning;
    /// 没有文章用到的文件，没有公布 · a file that no document uses is not published.
    AttachmentUnlinked = "attachment/unlinked", Hint;

    /// 找不到主题 · the theme does not exist.
    ThemeMissing = "theme/missing", Error;
    /// theme.yaml 写法有误 · theme.yaml cannot be used.
    ThemeConfig = "theme/config", Error;
    /// 模板写法有误 · a template does not parse.
    TemplateSyntax = "template/syntax", Error;
    /// 模板渲染失败 · a template fails on a page.
    TemplateRender = "template/render", Error;
    /// 订阅源写不出来 · a feed cannot be written.
    FeedUnwritable = "feed/unwritable", Error;

    /// 输出位置已有别人的文件 · a foreign file is in the place of an output.
    OutputForeignFile = "output/foreign-file", Error;
    /// 输出目录里有不认识的文件 · the output folder contains unknown files.
    OutputUnknownFiles = "output/unknown-files", Warning;
    /// 以前公布、现在撤下的文件还在 · outputs of earlier builds that are no longer made.
    OutputLeftover = "output/leftover", Warning;
    /// 来源读不出来，以前的输出保持原样 · outputs are kept because their sources cannot be read.
    OutputKept = "output/kept", Warning;
    /// 上次构建中断，已修复 · an interrupted build was recovered.
    OutputHealed = "output/healed", Hint;
    /// 构建记录损坏，已忽略 · the cache was damaged and is ignored.
    OutputStateDamaged = "output/state-damaged", Warning;
    /// 路径超出输出目录 · a path would escape the output folder.
    OutputUnsafePath = "output/unsafe-path", Error;
    /// 输出目录与要保护的目录重叠 · the output folder overlaps a protected folder.
    OutputProtected = "output/protected", Error;
    /// 输出目录属于另一个网站 · the output folder belongs to another site.
    OutputOtherOwner = "output/other-owner", Error;
    /// 另一个 pufa 正在写 · another pufa process is writing there.
    OutputLocked = "output/locked", Error;
    /// 写不进去 · the system refused a write.
    OutputFailed = "output/failed", Error;
    /// 构建时文件变了 · a source changed during the build.
    SourceStale = "source/stale", Error;

    /// 预览开不起来 · the preview cannot be served.
    ServeFailed = "serve/failed", Error;

    /// 没有这个渠道 · there is no such channel.
    ChannelNotFound = "channel/not-found", Error;
    /// 渠道的发布记录损坏 · the ledger of channels is damaged.
    ChannelLedgerDamaged = "channel/ledger-damaged", Error;
    /// 渠道里的图片不能用 · an image that the channel cannot use.
    ChannelPicture = "channel/picture", Warning;
    /// 动图变成了不动的图 · an animated image becomes a still one.
    ChannelPictureStill = "channel/picture-still", Hint;
    /// SVG 里有文字，各处字体不同 · an SVG with text, whose fonts differ by machine.
    ChannelPictureText = "channel/picture-text", Warning;
    /// 图片在别的网站上 · an image on another site.
    ChannelPictureExternal = "channel/picture-external", Warning;
    /// 公众号标题过长 · a title too long for WeChat.
    WechatTitle = "wechat/title", Warning;
    /// 公众号作者过长 · an author's name too long for WeChat.
    WechatAuthor = "wechat/author", Warning;
    /// 公众号摘要过长 · a digest too long for WeChat.
    WechatDigest = "wechat/digest", Warning;
    /// 阅读原文的网址过长 · the address of the original is too long for WeChat.
    WechatAddress = "wechat/address", Warning;
    /// 公众号正文过长 · an article too long for WeChat.
    WechatLength = "wechat/length", Warning;
    /// 公众号封面缺失 · no cover for WeChat.
    WechatCover = "wechat/cover", Warning;
    /// 一次群发的文章过多 · too many articles in one bundle.
    WechatBundle = "wechat/bundle", Warning;
    /// 表格太宽，手机上看不全 · a table too wide for a phone.
    WechatTable = "wechat/table", Warning;
    /// 嵌套太深 · nested too deeply.
    WechatNesting = "wechat/nesting", Warning;
    /// 视频、音频在公众号里只是一张卡片 · video and audio become cards in WeChat.
    WechatMedia = "wechat/media", Hint;
    /// 公众号正文是空的 · an article without text.
    WechatEmpty = "wechat/empty", Warning;
    /// 公众号样式表里平台不收的样式 · a style that the platform refuses.
    WechatStyle = "wechat/style", Warning;
    /// 深色模式下看不清 · text that cannot be read in dark mode.
    WechatContrast = "wechat/contrast", Warning;
    /// 微博文字过长 · a card too long for Weibo.
    WeiboLength = "weibo/length", Warning;

    /// 要点的编号跳号 · the numbering of a plan has a gap.
    PlanNumberingGap = "plan/numbering-gap", Warning;
    /// 要点的编号重复或倒退 · a number of a plan repeats or decreases.
    PlanNumberingRepeat = "plan/numbering-repeat", Warning;
    /// 要点里的括号没有闭合 · a bracket in a plan is never closed.
    PlanBracketUnclosed = "plan/bracket-unclosed", Warning;
    /// 同级各项有责任单位而这一项没有 · an item without units where its siblings have them.
    PlanUnitsMissing = "plan/units-missing", Warning;
    /// 单位名称像是写错了 · the name of a unit resembles another's: probably misspelled.
    PlanUnitMisspelled = "plan/unit-misspelled", Hint;
    /// 没有认出任何任务 · no task of a plan was recognized.
    PlanEmpty = "plan/empty", Warning;
    /// 引用的要点事项不存在或不止一个 · a reference to a plan matches no item, or more than one.
    PlanUnknownItem = "plan/unknown-item", Warning;
    /// 单位名称表（units.yaml）写法有误 · the table of units' names cannot be used.
    PlanUnitNames = "plan/unit-names", Error;
    /// 没有这份要点 · there is no such plan.
    PlanNotFound = "plan/not-found", Error;
    /// 要点里没有这个责任单位 · the plan names no such responsible unit.
    PlanUnknownUnit = "plan/unknown-unit", Error;
}

impl Code {
    /// Returns true if the machine refused an operation that may succeed later.
    pub fn is_machine(self) -> bool {
        matches!(
            self,
            Self::SourceUnreadable
                | Self::OutputLocked
                | Self::OutputFailed
                | Self::SourceStale
                | Self::ServeFailed
        )
    }

    /// Returns true if the machine or the output folder is at fault, not the content (exit code 3).
    pub fn is_outside(self) -> bool {
        self.is_machine()
            || matches!(
                self,
                Self::OutputForeignFile | Self::OutputProtected | Self::OutputOtherOwner
            )
    }
}
