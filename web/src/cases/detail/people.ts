export interface Ref {
  id: string;
  name: string;
}

export interface PersonRef extends Ref {
  title?: string | null;
  phone?: string | null;
  org_name?: string | null;
}
