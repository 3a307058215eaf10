"""Everything a person or program can ask the policy for."""

from __future__ import annotations

from enum import StrEnum


class Verb(StrEnum):
    # at one's own hospital
    CREATE_CASE = "create_case"
    UPLOAD = "upload"
    MERGE_PATIENTS = "merge_patients"
    ENTER_BY_PHONE = "enter_by_phone"
    # on a case
    READ_CASE = "read_case"
    READ_AUDIT = "read_audit"
    EDIT_CASE = "edit_case"
    ADD_MATERIAL = "add_material"
    REMOVE_MATERIAL = "remove_material"
    ATTACH = "attach"
    ADD_SPECIALTY = "add_specialty"
    # on a request, asking side
    SUBMIT_REQUEST = "submit_request"
    CANCEL_REQUEST = "cancel_request"
    RESPOND = "respond"
    CLOSE_REQUEST = "close_request"
    RELEASE_REQUEST = "release_request"
    REOPEN_REQUEST = "reopen_request"
    # on a request, answering side
    ASSIGN_REQUEST = "assign_request"
    REJECT_REQUEST = "reject_request"
    TAKE_REQUEST = "take_request"
    ANSWER_OFFER = "answer_offer"
    CONSULT = "consult"
    SIGN_OPINION = "sign_opinion"
    ASK_INFO = "ask_info"
    SCHEDULE = "schedule"
    PROMISE = "promise"
    COVER_REQUEST = "cover_request"
    RECORD_FEE = "record_fee"
    # on a referral: sender, receiver, either
    SEND_REFERRAL = "send_referral"
    MOVE_PATIENT = "move_patient"
    ANSWER_REFERRAL = "answer_referral"
    ANSWER_DOWN = "answer_down"
    SIGN_REFERRAL = "sign_referral"
    RECEIVE_PATIENT = "receive_patient"
    ANSWER_CANCEL = "answer_cancel"
    CONVERT_REQUEST = "convert_request"
    # the free places of a hospital
    READ_BEDS = "read_beds"
    UPDATE_BEDS = "update_beds"
    # by the clock of the installation
    KEEP_TIME = "keep_time"
    # before a multidisciplinary team
    PROPOSE_MDT = "propose_mdt"
    STEER_MDT = "steer_mdt"
    CHAIR_MDT = "chair_mdt"
    JOIN_MDT = "join_mdt"
    READ_MDT = "read_mdt"
    MANAGE_MDT = "manage_mdt"
    # in a room
    JOIN_ROOM = "join_room"
    POST_MESSAGE = "post_message"
    # who is on duty
    READ_DUTY = "read_duty"
    MANAGE_DUTY = "manage_duty"
    # figures, and a case behind one
    READ_FIGURES = "read_figures"
    UNMASK_CASE = "unmask_case"
    # people and places
    READ_CAPABILITIES = "read_capabilities"
    READ_PROTOCOLS = "read_protocols"
    READ_NETWORK = "read_network"
    MANAGE_ORG = "manage_org"
    MANAGE_NETWORK = "manage_network"
