// Known ways to smuggle a script through a sanitizer: each would call alert() if it worked.
// Of a kind each: mutation by parsing twice, foreign elements, elements of raw text, comments, broken tags and attributes,
// addresses, character references, and the markers that a sanitizer puts among an author's text.

const A = "alert(1)";

export const VECTORS = [
  // Plain.
  `<script>${A}</script>`, `<ScRiPt>${A}</sCrIpT >`, `<script src=data:text/javascript,${A}></script>`, `<script/x>${A}</script>`,
  `<img src=x onerror=${A}>`, `<img/src=x/onerror=${A}>`, `<img src=x onerror="${A}"`, `<img src="x\` onerror=${A}>`, `<image src=x onerror=${A}>`,
  `<body onload=${A}>`, `<html onmouseover=${A}>`, `<frameset onload=${A}>`, `<svg onload=${A}>`, `<svg/onload=${A}//`, `<math><x onclick=${A}>`,
  `<iframe src=javascript:${A}></iframe>`, `<iframe srcdoc="<script>${A}</script>"></iframe>`, `<object data=javascript:${A}>`, `<embed src=javascript:${A}>`,
  `<details open ontoggle=${A}>甲</details>`, `<marquee onstart=${A}>`, `<input autofocus onfocus=${A}>`, `<select autofocus onfocus=${A}>`,
  `<textarea autofocus onfocus=${A}>`, `<keygen autofocus onfocus=${A}>`, `<video><source onerror=${A}></video>`, `<audio src=x onerror=${A}>`,
  `<p style="animation:x" onanimationstart=${A}>甲</p>`, `<div style="background:url(javascript:${A})">甲</div>`, `<x contenteditable autofocus onfocus=${A}>甲`,
  `<base href="javascript:${A}//">`, `<meta http-equiv=refresh content="0;url=javascript:${A}">`, `<link rel=stylesheet href=javascript:${A}>`,
  `<form action=javascript:${A}><button>甲</button></form>`, `<isindex type=image src=x onerror=${A}>`, `<button formaction=javascript:${A}>甲</button>`,
  // Mutation: what is text at the first parsing is a tag at the second.
  `<noscript><p title="</noscript><img src=x onerror=${A}>"></noscript>`, `<style><p title="</style><img src=x onerror=${A}>"></style>`,
  `<textarea><p title="</textarea><img src=x onerror=${A}>"></textarea>`, `<title><p title="</title><img src=x onerror=${A}>"></title>`,
  `<xmp><p title="</xmp><img src=x onerror=${A}>"></xmp>`, `<noembed><p title="</noembed><img src=x onerror=${A}>"></noembed>`,
  `<noframes><p title="</noframes><img src=x onerror=${A}>"></noframes>`, `<iframe><p title="</iframe><img src=x onerror=${A}>"></iframe>`,
  `<template><p title="</template><img src=x onerror=${A}>"></template>`, `<select><p title="</select><img src=x onerror=${A}>"></select>`,
  `<svg></p><style><a title="</style><img src=x onerror=${A}>">`, `<svg><style><img src=x onerror=${A}></style></svg>`, `<math><style><img src=x onerror=${A}></style></math>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${A}&gt;">`,
  `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${A}></style></mglyph></form></mtext></math></form>`,
  `<math><mtext><table><mglyph><svg><mtext><textarea><path id="</textarea><img onerror=${A} src=1>">`,
  `<svg><desc><table><foreignobject><title><a title="</title><img src=x onerror=${A}>">`, `<math><annotation-xml encoding="text/html"><style><img src=x onerror=${A}></style></annotation-xml></math>`,
  `<svg><foreignObject><p><style><!--</style><a title="--><img src=x onerror=${A}>">`, `<svg><title><style><!--</style><img src=x onerror=${A}>--></title></svg>`,
  `<math><mi//xlink:href="data:x,<script>${A}</script>">`, `<svg><a xlink:href="javascript:${A}"><text>甲</text></a></svg>`, `<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><image href='1' onerror='${A}'/></svg>#x"/></svg>`,
  `<svg><animate attributeName=href values=javascript:${A} /></svg>`, `<svg><set attributeName=onmouseover to=${A}></svg>`, `<svg><script>${A}</script></svg>`, `<svg><script href=data:,${A}></script></svg>`,
  `<table><caption><svg><desc></table><style><img src=x onerror=${A}></style>`, `<table><tr><td><math><mtext></table><img src=x onerror=${A}>`,
  `<p><svg><p><style><g title="</style><img src=x onerror=${A}>">`, `<listing>&lt;img src=x onerror=${A}&gt;</listing>`, `<plaintext><img src=x onerror=${A}>`,
  `<b><table><b><script>${A}</script></table></b>`, `<a><table><a><img src=x onerror=${A}></table>`, `<nobr><table><nobr><svg onload=${A}></table>`,
  `<div><template><div></template><img src=x onerror=${A}></div>`, `<select><option><style></option></select><img src=x onerror=${A}></style>`,
  `<noscript><style></noscript><img src=x onerror=${A}></style>`, `<noscript><!--</noscript><img src=x onerror=${A}>--></noscript>`,
  // Comments.
  `<!--><img src=x onerror=${A}>-->`, `<!---><img src=x onerror=${A}>-->`, `<!--x--!><img src=x onerror=${A}>-->`, `<!-- --\n><img src=x onerror=${A}>-->`,
  `<![CDATA[><img src=x onerror=${A}>]]>`, `<!x><img src=x onerror=${A}>`, `<?x><img src=x onerror=${A}>?>`, `<svg><![CDATA[</svg><img src=x onerror=${A}>]]></svg>`, `</ x><img src=x onerror=${A}>`,
  `<!--[if gte IE 4]><script>${A}</script><![endif]-->`, `<!-- `, `<!DOCTYPE x [<!ENTITY y "<script>${A}</script>">]>&y;`,
  // Attributes.
  `<a title="\n\n<img src=x onerror=${A}>">甲</a>`, `<a title='"><img src=x onerror=${A}>'>甲</a>`, `<a title=\`"><img src=x onerror=${A}>\`>甲</a>`, `<a title="&quot;><img src=x onerror=${A}>">甲</a>`,
  `<a title=x"onmouseover=${A}//>甲</a>`, `<p/onclick=${A}>甲</p>`, `<p\fonclick=${A}>甲</p>`, `<p\vonclick=${A}>甲</p>`, `<p onclick\n=\n${A}>甲</p>`, `<b a=">" onmouseover=${A}>甲</b>`,
  `<a href=x title=x/onmouseover=${A}>甲</a>`, `<a class="x" id=location name=body>甲</a>`, `<img name=cookie id=getElementById src=x>`, `<p "onclick=${A}>甲</p>`, `<p =onclick=${A}>甲</p>`, `<td background=javascript:${A}>甲</td>`,
  `<blockquote cite=javascript:${A}>甲</blockquote>`, `<q cite="java&#10;script:${A}">甲</q>`, `<b is=x slot=y part=z data-x nonce=a>甲</b>`, `<img srcset="x onerror=${A} 1x" sizes=x>`, `<a ping=javascript:${A} href=x>甲</a>`,
  // Addresses.
  ...["javascript:", "JaVaScRiPt:", " javascript:", "java\tscript:", "java&#10;script:", "&#1;javascript:", "&#x6A;avascript:", "&#0000106avascript:", "javascript&colon;", "javascript&#x3a;", "java&Tab;script:",
    "java&NewLine;script:", "\u0001javascript:", "feed:javascript:", "view-source:javascript:", "jar:javascript:", "vbscript:", "livescript:", "data:text/html,<script>alert(1)</script>//", "blob:", "filesystem:", "javascript://%0a",
    "javascript:javascript:", "%6Aavascript:", "//javascript:", "\\\\javascript:", "j\u00adavascript:", "java\u0000script:", "java&#xfdd1;script:"]
    .flatMap((scheme) => [`<a href="${scheme}${A}">甲</a>`, `[甲](<${scheme}${A}>)`, `<img src="${scheme}${A}" alt=乙>`]),
  `[甲][x]\n\n[x]: javascript:${A}`, `<javascript:${A}>`, `[甲](javascript:${A} "javascript:${A}")`, `![图](javascript:${A})`, `[![图](x onerror=${A})](javascript:${A})`, `[甲](" onmouseover="${A})`, `![" onerror="${A}](x)`, `![x](x "\" onerror=\"${A}")`,
  // Markdown and HTML in one another.
  `<a title="**x**" href='javascript:${A}'>**甲**</a>`, `**<script>**${A}</script>`, `<b **onclick=${A}**>甲</b>`, `\`<script>${A}</script>`, `\`\`\`<script>${A}</script>\n<img src=x onerror=${A}>`, `    <script>${A}</script>`, `\\<script>${A}</script>`,
  `| <img src=x | onerror=${A}> |\n|---|---|`, `## <img src=x onerror=${A}> {#x" onclick="${A}}`, `甲[^"onclick=${A}]\n\n[^"onclick=${A}]: <img src=x onerror=${A}>`, `> [!提示] <img src=x onerror=${A}>`, `<img src=x\n\nonerror=${A}>`, `<scr**x**ipt>${A}</script>`, `<scr<script>ipt>${A}</script>`,
  "```视频\n地址: javascript:alert(1)\n标题: \"<img src=x onerror=alert(1)>\"\n```", "```下载\n文件: \"javascript:alert(1)\"\n说明: \"<script>alert(1)</script>\"\n```", "```音频\n地址: \"data:text/html,<script>alert(1)</script>\"\n```", "```html\" onclick=\"alert(1)\n<script>alert(1)</script>\n```",
  // Markers.
  `![图](https://a.example.cn/contenteditable/autofocus/onfocus=${A}//)\n\n甲 <a title="&#&#xfdd1;xfdd1;0&#&#xfdd1;xfdd1;">乙</a>`, `\`x\`{.a onclick=${A}} <a title="&#xfdd1;0&#xfdd1;">乙</a>`, `<b class="&#xfdd2;x" onclick=${A}>甲</b>`, `<b class="\u{fdd2}x" id="\u{fdd2}y">甲</b>`,
  `<a title="\u{fdd1}0\u{fdd1}">甲</a> \`<img src=x onerror=${A}>\``, `&#xfdd1;0&#xfdd1;<b>甲</b> \`x\``, `<a title="&#64977;0&#64977;&#0064977;0">甲</a>\n\n\`\`\`\n<img src=x onerror=${A}>\n\`\`\``, `<a title="\u{fdd0}\u{fdd1}0\u{fdd1}\u{fdd0}">**甲**</a>`,
];
