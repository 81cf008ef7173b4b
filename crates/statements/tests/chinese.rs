//! Chinese reports: who said what, in which form, through whom and when. Companies, papers and
//! people are invented.

use counterclaim_statements::read;
use model::{EntityType, FoundStatement, ReaderInput, Reading, When};

/// 2025-02-01 was a Saturday.
fn reading(text: &str) -> Reading {
    let company = |name: &str, aliases: &[&str]| {
        let aliases = aliases.iter().map(|it| (*it).to_owned()).collect();
        (name.to_owned(), EntityType::Organisation, aliases)
    };
    read(&ReaderInput {
        text: text.to_owned(),
        published: "2025-02-01".parse().unwrap_or(When::Unknown),
        outlet: Some("晨星社".to_owned()),
        known: vec![
            company("Beiqiao", &["北桥", "北橋"]),
            company("Lanjing", &["蓝鲸", "藍鯨"]),
        ],
    })
}

fn check_by(line: impl Fn(&FoundStatement) -> String, text: &str, expected: &[&str]) {
    let reading = reading(text);
    let found: Vec<String> = reading.statements.iter().map(line).collect();
    assert_eq!(found, expected, "{text}\n{:#?}", reading.statements);
}

fn speaker(found: &FoundStatement) -> &str {
    found.speaker.as_deref().unwrap_or("?")
}

fn kind_and_speaker(found: &FoundStatement) -> String {
    format!("{} {}", found.kind, speaker(found))
}

fn kind_and_form(found: &FoundStatement) -> String {
    let form = found.answer_form.map_or("-", model::AnswerForm::as_str);
    format!("{} {form}", found.kind)
}

fn attribution(found: &FoundStatement) -> String {
    format!(
        "{} {} [{}]",
        found.attribution,
        speaker(found),
        found.cited_via.join(", ")
    )
}

fn words(text: &str) -> impl Fn(&FoundStatement) -> String + '_ {
    move |found| {
        let part = |from: u32, to: u32| -> String {
            let (from, to) = (from as usize, to as usize);
            text.chars().skip(from).take(to - from).collect()
        };
        let parts = found.content.iter().map(|it| part(it.start, it.end));
        parts.collect::<Vec<_>>().join(" | ")
    }
}

#[test]
fn a_speaker_stands_before_behind_or_amid_the_words() {
    let check = |text: &str, expected: &[&str]| check_by(words(text), text, expected);
    check("北桥表示，工具是安全的。", &["工具是安全的"]);
    check("“工具是安全的。”北桥说。", &["工具是安全的。"]);
    check("「工具是安全的，」北桥表示。", &["工具是安全的，"]);
    check(
        "“我们没有用过。”蓝鲸首席执行官王小强说，“从来没有。”",
        &["我们没有用过。 | 从来没有。"],
    );
    check("工具已经很安全，北桥说。", &["工具已经很安全"]);
    check(
        "他走了。「工具很安全，而且便宜。」北桥发言人当日表示。",
        &["工具很安全，而且便宜。"],
    );
    check(
        "即使蓝鲸表示「我们早就发现了」，但北桥仍然领先。",
        &["我们早就发现了"],
    );
}

#[test]
fn a_quotation_of_its_own_belongs_to_whoever_stands_before_the_colon() {
    check_by(
        kind_and_speaker,
        "蓝鲸发言人表示：\n\n“我们从未使用过这些图纸。”",
        &["denial Lanjing"],
    );
}

#[test]
fn titles_and_captions_do_not_speak() {
    let check = |text: &str| check_by(kind_and_speaker, text, &[]);
    check("北桥出版了《蓝鲸否认一切》。");
    check("北桥指控蓝鲸 | 图片来源：晨星社\n\n今天天气很好。");
    check("作者 | 王小强 编辑 | 李明\n\n今天天气很好。");
}

#[test]
fn one_sentence_may_hold_the_accusation_and_the_denial() {
    let check = |text: &str, expected: &[&str]| check_by(kind_and_speaker, text, expected);
    check(
        "北桥指控蓝鲸盗用图纸，蓝鲸否认这一指控。",
        &["allegation Beiqiao", "denial Lanjing"],
    );
    check(
        "北桥指控蓝鲸盗用图纸，但蓝鲸称这些说法毫无根据。",
        &["allegation Beiqiao", "denial Lanjing"],
    );
    check(
        "北桥起诉蓝鲸，后者尚未就此事作出回应。",
        &["filing Beiqiao", "no_comment Lanjing"],
    );
    check(
        "北桥指控蓝鲸盗用图纸，该公司否认了。",
        &["allegation Beiqiao", "denial Lanjing"],
    );
    check(
        "蓝鲸表示，该诉讼“毫无根据”，但拒绝进一步置评。",
        &["denial Lanjing", "no_comment Lanjing"],
    );
    let reading = reading("北桥指控蓝鲸盗用图纸，蓝鲸否认这一指控。");
    assert_eq!(reading.statements[1].responds_to, [0]);
    assert_eq!(reading.statements[0].verbatim, "北桥指控蓝鲸盗用图纸");
}

#[test]
fn answers_have_their_forms() {
    let check = |text: &str, expected: &[&str]| check_by(kind_and_form, text, expected);
    check("蓝鲸否认侵权。", &["denial denies"]);
    check("蓝鲸否认部分指控。", &["denial denies_in_part"]);
    check("蓝鲸辩称其行为属于合理使用。", &["denial defends"]);
    check("蓝鲸不予置评。", &["no_comment declined"]);
    check("蓝鲸拒绝就该诉讼发表评论。", &["no_comment declined"]);
    check("蓝鲸未回复记者的置评请求。", &["no_comment no_response"]);
    check("截至发稿，蓝鲸尚未回应。", &["no_comment no_response"]);
    check("蓝鲸没有否认下载图纸。", &["no_comment does_not_address"]);
    check("蓝鲸承认下载了图纸。", &["confirmation -"]);
    check("蓝鲸不认为自己侵权。", &["denial denies"]);
    check("蓝鲸表示，公司从未复制这些图纸。", &["denial denies"]);
    check("蓝鲸未能反驳这一抗辩。", &[]);
}

#[test]
fn acts_are_filings_rulings_and_retractions() {
    let check = |text: &str, expected: &[&str]| check_by(kind_and_speaker, text, expected);
    check("北桥在伦敦对蓝鲸提起诉讼。", &["filing Beiqiao"]);
    check("北桥将蓝鲸告上法庭。", &["filing Beiqiao"]);
    check("蓝鲸被北桥起诉。", &["filing Beiqiao"]);
    check("北桥威胁起诉蓝鲸。", &[]);
    check("法官陈立文裁定，该案可以继续。", &["ruling 陈立文"]);
    check("北桥驳回了这个想法。", &[]);
    check("北桥撤回了对蓝鲸的起诉。", &["retraction Beiqiao"]);
    check("更正：本文早前版本误写了日期。", &["retraction 晨星社"]);
    check(
        "编者按：本文已更新，修正了一处错误。",
        &["retraction 晨星社"],
    );
    check("编者按：蓝鲸的故事很长。", &[]);
    check("蓝鲸表示，将对裁决提出上诉。", &["announcement Lanjing"]);
}

#[test]
fn the_subject_that_is_dropped_goes_on() {
    let check = |text: &str, expected: &[&str]| check_by(kind_and_speaker, text, expected);
    check(
        "北桥在伦敦起诉蓝鲸，称其盗用图纸，并要求赔偿。",
        &["filing Beiqiao"],
    );
    check(
        "北桥称工具很好；而在周五，Crank 改变立场，对媒体指控北桥抄袭。",
        &["claim Beiqiao", "allegation Crank"],
    );
    check(
        "蓝鲸承认下载了图纸，但否认使用过它们。",
        &["confirmation Lanjing", "denial Lanjing"],
    );
    check(
        "蓝鲸首席执行官王小强表示，工具很好。他还称，价格会下降。",
        &["claim 王小强", "claim 王小强"],
    );
    check(
        "蓝鲸上个月已提出上诉，它尚未回应最新的指控。",
        &["filing Lanjing", "no_comment Lanjing"],
    );
}

#[test]
fn the_chain_and_the_attribution_are_told() {
    let check = |text: &str, expected: &[&str]| check_by(attribution, text, expected);
    check("蓝鲸发言人表示，工具很好。", &["named Lanjing []"]);
    check("蓝鲸在声明中称，工具很好。", &["named Lanjing []"]);
    check(
        "据《晚钟报》报道，蓝鲸表示工具很好。",
        &["named Lanjing [晚钟报]"],
    );
    check(
        "王小强在接受《晚钟报》采访时表示，工具很好。",
        &["named 王小强 [晚钟报]"],
    );
    check("知情人士透露，双方正在谈判。", &["anonymous ? []"]);
    check(
        "外媒援引消息人士的话称，官方正在考虑禁令。",
        &["anonymous ? [外媒]"],
    );
    check(
        "据知情人士透露，蓝鲸承认了错误。",
        &["anonymous Lanjing []"],
    );
    check(
        "法庭文件显示，北桥要求蓝鲸停止销售。",
        &["document Beiqiao [court filing]"],
    );
    check(
        "北桥起诉蓝鲸。起诉书称，蓝鲸盗用图纸。",
        &["outlet Beiqiao []", "document Beiqiao [complaint]"],
    );
    check(
        "北桥起诉蓝鲸。根据起诉书，蓝鲸盗用图纸。该公司还删除了记录。",
        &[
            "outlet Beiqiao []",
            "document Beiqiao [complaint]",
            "document Beiqiao [complaint]",
        ],
    );
}

#[test]
fn unnamed_sources_keep_their_number_and_reason() {
    let reading = reading(
        "两名不愿透露姓名的知情人士因未获授权而要求匿名，他们透露，双方正在谈判。两名知情人士称，谈判很慢。",
    );
    let last = reading.statements.last().expect("a statement");
    let hidden = last.anonymity.as_ref().expect("unnamed sources");
    assert_eq!(hidden.count, Some(2));
}

#[test]
fn persons_have_their_body_and_office() {
    let line = |found: &FoundStatement| {
        let body = found.speaker_affiliation.as_deref().unwrap_or("-");
        format!("{} / {body}", speaker(found))
    };
    let check = |text: &str, expected: &[&str]| check_by(line, text, expected);
    check(
        "蓝鲸总法律顾问 Ann Poe 表示，工具很好。",
        &["Ann Poe / Lanjing (总法律顾问)"],
    );
    check(
        "青石公司发言人李明表示，工具很好。",
        &["李明 / 青石公司 (发言人)"],
    );
    check(
        "蓝鲸顾问安娜·珀（Anna Poe）表示，工具很好。",
        &["Anna Poe / Lanjing (顾问)"],
    );
    check("青石协会表示，工具很好。", &["青石协会 / -"]);
}

#[test]
fn traditional_script_is_read_like_simplified() {
    let check = |text: &str, expected: &[&str]| check_by(kind_and_speaker, text, expected);
    check(
        "北橋指控藍鯨盜用圖紙，藍鯨否認這一指控。",
        &["allegation Beiqiao", "denial Lanjing"],
    );
    check("藍鯨並未回應置評請求。", &["no_comment Lanjing"]);
    check("「圖紙是我們的。」北橋發言人說。", &["claim Beiqiao"]);
}

#[test]
fn the_day_of_the_words_is_the_one_that_the_text_gives() {
    let said = |found: &FoundStatement| {
        let value = found.said.value().unwrap_or_default();
        format!("{value} {}", found.said_basis)
    };
    let check = |text: &str, expected: &[&str]| check_by(said, text, expected);
    check("当地时间周一，蓝鲸否认侵权。", &["2025-01-27 relative"]);
    check("蓝鲸昨日否认侵权。", &["2025-01-31 relative"]);
    check("2025年1月，蓝鲸否认侵权。", &["2025-01 explicit"]);
    check(
        "蓝鲸表示，它在 2015 年买下图纸。",
        &["2025-02-01 publication"],
    );
    check("蓝鲸此前表示，工具很好。", &[" none"]);
    check(
        "1月28日，北桥指控蓝鲸抄袭。当日，蓝鲸未予置评。",
        &["2025-01-28 relative", "2025-01-28 relative"],
    );
    check(
        "自1月28日起，蓝鲸表示工具很好。",
        &["2025-02-01 publication"],
    );
}

#[test]
fn nouns_and_relative_clauses_are_no_cues() {
    let check = |text: &str| check_by(kind_and_speaker, text, &[]);
    check("这一指控引发了讨论。");
    check("这正是蓝鲸建议限制的芯片。");
    check("蓝鲸是一家自称很小的公司。");
    check("北桥的发现改变了一切。");
    check("这种做法也就是说很便宜。");
}

#[test]
fn damaged_and_mixed_texts_are_safe() {
    for text in [
        "蓝鲸表示，“没有",
        "」」「「『他说",
        "（（《《蓝鲸称",
        "《》（）表示。",
        "据，根据，称，",
        "被，被，被起诉。",
        "Ω蓝鲸🦀称：\u{202e}“x",
        "1月，99月99日，0年前，周",
        "|：|图片来源",
    ] {
        let reading = reading(&text.repeat(50));
        for found in &reading.statements {
            assert!(found.span.start < found.span.end);
        }
    }
}
