//! Words by which a text promises a count, or marks a number as no promise.

/// Lower bounds of a count.
pub(super) const BOUNDS: [&str; 18] = [
    "不少于",
    "不得少于",
    "不低于",
    "不得低于",
    "不下于",
    "至少",
    "最少",
    "达到",
    "达",
    "超过",
    "突破",
    "力争",
    "增加到",
    "增至",
    "扩大到",
    "确保",
    "多于",
    "总量",
];

/// Upper bounds of a count, which promise nothing.
pub(super) const LIMITS: [&str; 7] = [
    "不超过",
    "不得超过",
    "不多于",
    "控制在",
    "压缩至",
    "不得多于",
    "最多",
];

/// Verbs of action; their counted object is a promise.
pub(super) const VERBS: [&str; 113] = [
    "压减", "取消", "下放", "清理", "引进", "组建", "吸纳", "审查", "制发", "公布", "审核", "办结",
    "邀请", "解决", "通报", "督察", "抽取", "实现", "编制", "举办", "召开", "开展", "组织", "选择",
    "选取", "选树", "选派", "评选", "培育", "培训", "培养", "建设", "建成", "建立", "建好", "新建",
    "创建", "打造", "新增", "增设", "配备", "配齐", "聘请", "聘任", "制作", "编印", "印制", "印发",
    "编写", "编发", "发放", "发布", "推出", "推送", "拍摄", "撰写", "报送", "完成", "办理", "办好",
    "化解", "制定", "出台", "修订", "起草", "抽查", "检查", "评查", "表彰", "命名", "安排", "旁听",
    "学法", "参加", "播放", "播出", "刊发", "刊登", "张贴", "设立", "设置", "征集", "遴选", "确定",
    "推荐", "形成", "申报", "争创", "听取", "研究", "审议", "进行", "整治", "指定", "明确", "选聘",
    "招募", "举行", "推选", "树立", "提供", "受理", "走访", "承办", "提升", "建", "办", "评",
    "讲授", "授课", "观看", "安装", "悬挂",
];

/// Verbs of change and achievement; a share after them is a promise.
pub(super) const CHANGES: [&str; 17] = [
    "增长",
    "提升",
    "提高",
    "增加",
    "压减",
    "压缩",
    "下降",
    "降低",
    "减少",
    "保持",
    "保持在",
    "稳定在",
    "实现",
    "推广到",
    "覆盖",
    "完成",
    "做到",
];

/// Verbs of making, after which even 三个 counts unless the object is abstract.
pub(super) const MAKING: [&str; 12] = [
    "建成", "打造", "新建", "创建", "选取", "选择", "评选", "培育", "建设", "选树", "制作", "新增",
];

/// Abstract objects, which cannot be counted.
pub(super) const ABSTRACT: [&str; 16] = [
    "机制",
    "体系",
    "制度",
    "方面",
    "环节",
    "关键",
    "重点",
    "结合",
    "优势",
    "格局",
    "平台体系",
    "转变",
    "强化",
    "突破",
    "名片",
    "主线",
];

/// Bounds that apply even if words stand between them and the number.
pub(super) const SURE_BOUNDS: [&str; 5] = ["至少", "不少于", "不得少于", "不低于", "不得低于"];

/// Words directly before a number that make it a total or a condition.
pub(super) const TOTALS: [&str; 40] = [
    "全市",
    "全县",
    "全区",
    "全省",
    "全州",
    "全旗",
    "全镇",
    "全国",
    "全部",
    "所有",
    "辖区",
    "上述",
    "以上",
    "下列",
    "下属",
    "这",
    "该",
    "前",
    "满",
    "连续",
    "由",
    "从",
    "以",
    "将",
    "分为",
    "其他",
    "剩余",
    "余下",
    "原",
    "把",
    "包括",
    "包含",
    "发现的",
    "存在的",
    "反馈的",
    "提出的",
    "确定的",
    "部署的",
    "列出的",
    "明确的",
];

/// Words before a number that mark it as past or given, not as planned.
pub(super) const GIVEN: [&str; 17] = [
    "围绕",
    "对照",
    "按照",
    "根据",
    "依据",
    "聚焦",
    "涉及",
    "截至",
    "去年",
    "上年",
    "上一年",
    "已",
    "共有",
    "现有",
    "原有",
    "依托",
    "针对",
];

/// Filler words between the verb or bound and the number.
pub(super) const SOFT: [&str; 25] = [
    "有",
    "为",
    "了",
    "约",
    "近",
    "各",
    "共",
    "全年",
    "累计",
    "总计",
    "不少于",
    "至少",
    "分别",
    "一共",
    "原则上",
    "再",
    "新",
    "出",
    "成",
    "其",
    "年内",
    "力争",
    "好",
    "超",
    "于",
];
