/** A case as the server tells it; `facts` reads from it. */
export type { PersonRef, Ref } from "./people";
export type { FormData, FormText, Vitals } from "./form";
export { SECTIONS } from "./opinion";
export type { Adoption, AdoptionValue, Answer, Content, Opinion, OpinionDraft, Section, Signer } from "./opinion";
export type { Assignment, CaseRequest, Course, Fee, Meeting, Question, Stage, StepDetails, Transition } from "./request";
export type { Attachment, Ecg, Material, SeenPatient, Study } from "./material";
export type { CaseDetail, Patient, PhoneEntry } from "./case";
