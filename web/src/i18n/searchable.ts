/** A name as it is looked for, like the server's: "Bệnh viện Định Hóa" is "benh vien dinh hoa". */
export function searchable(text: string): string {
  const plain = text.normalize("NFKD").toLowerCase().replace(/\p{Mn}/gu, "").replace(/đ/g, "d");
  return plain.trim().replace(/\s+/g, " ");
}
