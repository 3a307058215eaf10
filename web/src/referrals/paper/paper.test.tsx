import { render } from "preact";
import { beforeAll, describe, expect, it } from "vitest";
import { locale, showLanguage, t } from "../../i18n";
import { wholeOf } from "../testing";
import { receiptOf, slipOf } from "./model";
import { pairedRows, ReferralPaper } from "./ReferralPaper";

const labels = (whole = wholeOf()) => slipOf(whole, locale.value).rows.map(([label]) => label);

describe("the slip", () => {
  beforeAll(() => showLanguage("zh-CN"));

  it("says what was written, allergies too, and leaves out what nobody wrote", () => {
    expect(labels()).toEqual(["转诊原因", "病情描述", "临床体征", "诊断", "检验检查结果", "用药情况", "诊疗方向", "过敏史"]);
    expect(slipOf(wholeOf(), "zh-CN").demo).not.toBeNull();
    expect(slipOf(wholeOf({ demo: false }), "zh-CN").demo).toBeNull();
  });

  it("says where the patient is awaited and whom to call on the way", () => {
    const placement = { place: "bed", label: "12", starts_at: "", contact: "护士长", phone: "000", prepare: "带CT片" };
    expect(slipOf(wholeOf({ placement }), "zh-CN").rows).toContainEqual([t("referral.section.placement"), "床位 12 · 护士长 000 · 带CT片"]);
  });

  it("carries its code only once a place is promised", () => {
    expect(slipOf(wholeOf(), "zh-CN").code).toBeNull();
    const accepted = wholeOf({ state: "accepted", slip_code: "abc" });
    const box = document.createElement("div");
    render(<ReferralPaper paper={slipOf(accepted, "zh-CN")} />, box);
    expect(box.querySelector("svg.qr path")?.getAttribute("d")).toMatch(/^M/);
    expect(box.textContent).toContain("Liaocheng Hospital");
  });

  it("follows the Ministry's order and motto in Vietnam's hospitals, whatever its reader speaks", async () => {
    const ours = wholeOf({ from_org: { id: "d", name: "Định Hóa", country: "VN" } });
    expect(slipOf(ours, "zh-CN").motto).toHaveLength(2);
    await showLanguage("vi");
    expect(slipOf(wholeOf(), "vi").motto).toEqual([]);
    expect(labels({ ...ours, sheet: { ...ours.sheet, needs: [{ code: "dsa", name: "" }] } })).toEqual([
      "Dấu hiệu lâm sàng",
      "Kết quả xét nghiệm, cận lâm sàng",
      "Chẩn đoán",
      "Dị ứng",
      "Phương pháp, thủ thuật, kỹ thuật, thuốc đã sử dụng trong điều trị",
      "Tình trạng người bệnh lúc chuyển",
      "Lý do chuyển",
      "Hướng điều trị",
      t("referral.field.needs"),
    ]);
    await showLanguage("zh-CN");
  });
});

describe("the rows of a slip", () => {
  it("stand by twos where both are short, and never half a row alone", () => {
    const rows = ["医保", "住院", "救护车", "x".repeat(40), "无", "两\n行"].map((text) => ["label", text] as const);
    expect(pairedRows(rows)).toEqual([true, true, false, false, false, false]);
  });
});

describe("the receipt", () => {
  it("says where the patient was taken in and what became of them", () => {
    const paper = receiptOf(
      wholeOf({
        state: "feedback",
        department: { id: "d1", name: "心内科" },
        placement: { place: "bed", label: "12", starts_at: "", contact: "护士长", phone: "000", prepare: "" },
        ended: { outcome: "improved", text: "" },
        feedback: { content: { impression: "下壁STEMI，PCI术后" }, signer: { name: "心内专家甲" }, signed_at: "2026-01-05T06:00:00Z" },
      }),
      "zh-CN",
    );
    expect(paper.hospital).toBe("Liaocheng Hospital");
    expect(Object.fromEntries(paper.rows)).toMatchObject({ 科室: "心内科", 接收方式: "床位 12", 转归: "好转" });
    expect(paper.signatures[0]?.name).toBe("心内专家甲");
  });
});
