"""What each route answers to each role, one line per method (walked by test_every_route.py).

The columns: nobody signed in · the member who owns it · another member · advisor · accountant ·
administrator. A POST is sent with an empty form, at an active order with an issued invoice.
"""

from dataclasses import dataclass

from tests.pages.scene import WHO, Scene

EVERYBODY = """
GET  home                         302 200 200 302 302 302
POST home                         405 405 405 405 405 405
GET  account_login                200 302 302 302 302 302
POST account_login                200 302 302 302 302 302
GET  account_inactive             200 200 200 200 200 200
POST account_inactive             405 405 405 405 405 405
GET  mfa_authenticate             302 302 302 302 302 302
POST mfa_authenticate             302 302 302 302 302 302
GET  mfa_login_webauthn           302 302 302 302 302 302
POST mfa_login_webauthn           302 302 302 302 302 302
GET  forgotten                    200 200 200 200 200 200
POST forgotten                    200 200 200 200 200 200
GET  new_password                 404 404 404 404 404 404
POST new_password                 404 404 404 404 404 404
GET  invitation                   404 404 404 404 404 404
POST invitation                   404 404 404 404 404 404
GET  account_logout               405 405 405 405 405 405
POST account_logout               302 302 302 302 302 302
GET  language                     405 405 405 405 405 405
POST language                     302 302 302 302 302 302
GET  legal_notice                 200 200 200 200 200 200
POST legal_notice                 405 405 405 405 405 405
GET  components                   404 404 404 404 404 404
POST components                   404 404 404 404 404 404
GET  demo                         404 404 404 404 404 404
POST demo                         404 404 404 404 404 404
GET  demo_be                      404 404 404 404 404 404
POST demo_be                      404 404 404 404 404 404
GET  demo_forward                 404 404 404 404 404 404
POST demo_forward                 404 404 404 404 404 404
GET  mailbox                      404 404 404 404 404 404
POST mailbox                      404 404 404 404 404 404
GET  mailbox_mail                 404 404 404 404 404 404
POST mailbox_mail                 404 404 404 404 404 404
GET  mailbox_html                 404 404 404 404 404 404
POST mailbox_html                 404 404 404 404 404 404
GET  mailbox_attachment           404 404 404 404 404 404
POST mailbox_attachment           404 404 404 404 404 404
"""

PROFILE = """
GET  profile                      302 200 200 200 200 200
POST profile                      302 302 302 302 302 302
GET  profile_news                 302 405 405 405 405 405
POST profile_news                 302 302 302 302 302 302
GET  profile_end_others           302 405 405 405 405 405
POST profile_end_others           302 302 302 302 302 302
GET  profile_data                 302 405 405 405 405 405
POST profile_data                 302 200 200 302 302 200
GET  profile_password_link        302 405 405 405 405 405
POST profile_password_link        302 302 302 302 302 302
GET  account_change_password      302 302 302 302 302 302
POST account_change_password      302 302 302 302 302 302
GET  second_factor_needed         302 302 302 302 302 302
POST second_factor_needed         302 405 405 405 405 405
GET  mfa_add_webauthn             302 200 200 302 302 200
POST mfa_add_webauthn             302 200 200 302 302 200
GET  mfa_remove_webauthn          302 404 404 302 302 404
POST mfa_remove_webauthn          302 404 404 302 302 404
GET  mfa_activate_totp            302 200 200 302 302 302
POST mfa_activate_totp            302 200 200 302 302 302
GET  mfa_deactivate_totp          302 404 404 409 409 409
POST mfa_deactivate_totp          302 404 404 409 409 409
GET  mfa_view_recovery_codes      302 404 404 404 404 404
POST mfa_view_recovery_codes      302 405 405 405 405 405
GET  mfa_generate_recovery_codes  302 200 200 302 302 200
POST mfa_generate_recovery_codes  302 200 200 302 302 302
GET  account_reauthenticate       302 403 403 302 302 302
POST account_reauthenticate       302 403 403 302 302 302
GET  mfa_reauthenticate           302 403 403 200 200 200
POST mfa_reauthenticate           302 403 403 200 200 200
GET  mfa_reauthenticate_webauthn  302 403 403 302 302 302
POST mfa_reauthenticate_webauthn  302 403 403 302 302 302
GET  mfa_index                    302 302 302 302 302 302
POST mfa_index                    302 302 302 302 302 302
GET  mfa_list_webauthn            302 302 302 302 302 302
POST mfa_list_webauthn            302 302 302 302 302 302
"""

MEMBER = """
GET  orders                       302 200 200 403 403 403
POST orders                       302 405 405 403 403 403
GET  order_new                    302 200 200 403 403 403
POST order_new                    302 302 302 403 403 403
GET  order_summary                302 405 405 403 403 403
POST order_summary                302 200 200 403 403 403
GET  order_autosave               302 405 405 403 403 403
POST order_autosave               302 200 200 403 403 403
GET  order_form_proofs            302 405 405 403 403 403
POST order_form_proofs            302 200 200 403 403 403
GET  order                        302 200 404 404 404 404
POST order                        302 405 405 404 404 404
GET  order_offer_file             302 200 404 404 404 404
POST order_offer_file             302 405 405 404 404 404
GET  order_edit                   302 302 404 404 404 404
POST order_edit                   302 409 404 404 404 404
GET  order_duplicate              302 405 405 404 404 404
POST order_duplicate              302 302 404 404 404 404
GET  order_contact                302 200 404 404 404 404
POST order_contact                302 422 404 404 404 404
GET  order_compare                302 404 404 404 404 404
POST order_compare                302 405 405 404 404 404
GET  order_put_away               302 405 405 404 404 404
POST order_put_away               302 409 404 404 404 404
GET  order_take_out               302 405 405 404 404 404
POST order_take_out               302 302 404 404 404 404
GET  order_take_back              302 405 405 404 404 404
POST order_take_back              302 409 404 404 404 404
GET  order_send_link_again        302 405 405 404 404 404
POST order_send_link_again        302 409 404 404 404 404
GET  order_valid_until            302 405 405 404 404 404
POST order_valid_until            302 422 404 404 404 404
GET  order_change                 302 200 404 404 404 404
POST order_change                 302 409 404 404 404 404
GET  order_delete                 302 405 405 404 404 404
POST order_delete                 302 409 404 404 404 404
GET  order_proofs                 302 200 404 404 404 404
POST order_proofs                 302 422 404 404 404 404
GET  order_proof                  302 200 404 404 404 404
POST order_proof                  302 405 405 404 404 404
GET  order_remove_proof           302 405 405 404 404 404
POST order_remove_proof           302 302 404 404 404 404
GET  order_talk                   302 200 404 404 404 404
POST order_talk                   302 422 404 404 404 404
GET  order_cancel                 302 200 404 404 404 404
POST order_cancel                 302 302 404 404 404 404
GET  order_cancel_withdraw        302 405 405 404 404 404
POST order_cancel_withdraw        302 409 404 404 404 404
GET  clients                      302 200 200 403 403 403
POST clients                      302 405 405 403 403 403
GET  client_search                302 200 200 403 403 403
POST client_search                302 405 405 403 403 403
GET  client_page                  302 200 200 404 404 404
POST client_page                  302 405 405 404 404 404
GET  client_edit                  302 200 200 404 404 404
POST client_edit                  302 422 422 404 404 404
GET  client_proposal_withdraw     302 405 405 404 404 404
POST client_proposal_withdraw     302 302 404 404 404 404
GET  client_talk                  302 200 200 404 404 404
POST client_talk                  302 422 422 404 404 404
GET  client_similar               302 405 405 403 403 403
POST client_similar               302 200 200 403 403 403
GET  account                      302 200 200 403 403 403
POST account                      302 405 405 403 403 403
GET  account_csv                  302 200 200 403 403 403
POST account_csv                  302 405 405 403 403 403
GET  invoices                     302 200 200 403 403 403
POST invoices                     302 405 405 403 403 403
GET  invoice                      302 200 404 404 404 404
POST invoice                      302 405 405 404 404 404
GET  invoice_send_now             302 405 405 404 404 404
POST invoice_send_now             302 409 404 404 404 404
GET  invoice_hold                 302 405 405 404 404 404
POST invoice_hold                 302 409 404 404 404 404
GET  invoice_change               302 409 404 404 404 404
POST invoice_change               302 409 404 404 404 404
GET  invoice_demand_agree         302 405 405 404 404 404
POST invoice_demand_agree         302 409 404 404 404 404
GET  invoice_demand_veto          302 405 405 404 404 404
POST invoice_demand_veto          302 409 404 404 404 404
GET  invoice_reminder             302 200 404 404 404 404
POST invoice_reminder             302 405 405 404 404 404
GET  invoice_document             302 200 404 404 404 404
POST invoice_document             302 405 405 404 404 404
"""

TEAM = """
GET  team_desk                    302 403 403 200 200 200
POST team_desk                    302 403 403 405 405 405
GET  team_orders                  302 403 403 200 200 200
POST team_orders                  302 403 403 405 405 405
GET  team_review                  302 404 404 200 200 200
POST team_review                  302 404 404 405 405 405
GET  team_offer_file              302 404 404 200 200 200
POST team_offer_file              302 404 404 405 405 405
GET  team_approve                 302 404 404 405 405 405
POST team_approve                 302 404 404 409 403 403
GET  team_take                    302 404 404 405 405 405
POST team_take                    302 404 404 409 403 403
GET  team_take_over               302 404 404 405 405 405
POST team_take_over               302 404 404 409 403 403
GET  team_let_go                  302 404 404 405 405 405
POST team_let_go                  302 404 404 409 403 403
GET  team_next                    302 403 403 405 405 405
POST team_next                    302 403 403 302 403 403
GET  team_adjust                  302 404 404 409 403 403
POST team_adjust                  302 404 404 409 403 403
GET  team_compare                 302 404 404 404 404 404
POST team_compare                 302 404 404 405 405 405
GET  team_compare_orders          302 404 404 200 200 200
POST team_compare_orders          302 404 404 405 405 405
GET  team_return                  302 404 404 200 403 403
POST team_return                  302 404 404 409 403 403
GET  team_reject                  302 404 404 200 403 403
POST team_reject                  302 404 404 409 403 403
GET  team_refuse                  302 404 404 200 403 403
POST team_refuse                  302 404 404 422 403 403
GET  team_order_talk              302 404 404 200 200 200
POST team_order_talk              302 404 404 422 403 403
GET  team_order_read              302 404 404 405 405 405
POST team_order_read              302 404 404 302 403 403
GET  team_cancellation            302 404 404 409 403 403
POST team_cancellation            302 404 404 409 403 403
GET  team_cancellation_decline    302 404 404 405 405 405
POST team_cancellation_decline    302 404 404 409 403 403
GET  team_issued                  302 404 404 409 403 403
POST team_issued                  302 404 404 409 403 403
GET  team_undecided               302 403 403 200 200 200
POST team_undecided               302 403 403 405 405 405
GET  team_cancellations           302 403 403 200 200 200
POST team_cancellations           302 403 403 405 405 405
GET  team_conversations           302 403 403 200 200 200
POST team_conversations           302 403 403 405 405 405
GET  team_proof                   302 404 404 200 200 200
POST team_proof                   302 404 404 405 405 405
GET  team_judge_proof             302 404 404 200 403 403
POST team_judge_proof             302 404 404 422 403 403
GET  team_proofs                  302 403 403 200 200 200
POST team_proofs                  302 403 403 405 405 405
GET  team_invoices                302 403 403 200 200 200
POST team_invoices                302 403 403 405 405 405
GET  team_invoice                 302 404 404 200 200 200
POST team_invoice                 302 404 404 405 405 405
GET  team_invoice_cancel          302 404 404 405 405 405
POST team_invoice_cancel          302 404 404 409 403 403
GET  team_invoice_correct         302 404 404 405 405 405
POST team_invoice_correct         302 404 404 409 403 403
GET  team_invoice_answer          302 404 404 405 405 405
POST team_invoice_answer          302 404 404 409 409 403
GET  team_invoice_send            302 404 404 405 405 405
POST team_invoice_send            302 404 404 302 302 403
GET  team_mail_bounced            302 404 404 405 405 405
POST team_mail_bounced            302 404 404 422 422 403
GET  team_invoice_numbers         302 403 403 200 200 200
POST team_invoice_numbers         302 403 403 405 405 405
GET  team_invoice_export          302 403 403 403 200 200
POST team_invoice_export          302 403 403 403 302 422
GET  team_exports                 302 403 403 403 200 200
POST team_exports                 302 403 403 403 302 422
GET  team_reminders               302 403 403 200 200 200
POST team_reminders               302 403 403 405 405 405
GET  team_resume_reminders        302 404 404 405 405 405
POST team_resume_reminders        302 404 404 403 302 403
GET  team_invoice_reminders       302 404 404 200 200 200
POST team_invoice_reminders       302 404 404 405 405 405
GET  team_invoice_pause           302 404 404 405 405 405
POST team_invoice_pause           302 404 404 403 422 403
GET  team_lift_veto               302 404 404 405 405 405
POST team_lift_veto               302 404 404 403 409 403
GET  team_reminder                302 404 404 200 200 200
POST team_reminder                302 404 404 405 405 405
GET  team_document                302 404 404 200 200 200
POST team_document                302 404 404 405 405 405
GET  team_reports                 302 403 403 403 200 200
POST team_reports                 302 403 403 403 405 405
GET  team_report_file             302 404 404 404 200 200
POST team_report_file             302 404 404 404 405 405
GET  team_guarantees              302 403 403 200 200 200
POST team_guarantees              302 403 403 405 405 405
GET  team_guarantee               302 404 404 200 200 200
POST team_guarantee               302 404 404 403 422 403
GET  team_account                 302 404 404 404 200 200
POST team_account                 302 404 404 404 405 405
GET  team_account_csv             302 404 404 404 200 200
POST team_account_csv             302 404 404 404 405 405
GET  team_left                    302 403 403 200 200 200
POST team_left                    302 403 403 405 405 405
GET  team_clients                 302 403 403 200 200 200
POST team_clients                 302 403 403 405 405 405
GET  team_client_new              302 403 403 200 403 200
POST team_client_new              302 403 403 422 403 422
GET  team_client                  302 404 404 200 200 200
POST team_client                  302 404 404 405 405 405
GET  team_client_edit             302 404 404 200 403 200
POST team_client_edit             302 404 404 422 403 422
GET  team_client_verify           302 404 404 405 405 405
POST team_client_verify           302 404 404 422 403 422
GET  team_client_unverify         302 404 404 405 405 405
POST team_client_unverify         302 404 404 422 403 422
GET  team_client_vat              302 404 404 405 405 405
POST team_client_vat              302 404 404 302 403 302
GET  team_proposals               302 403 403 200 200 200
POST team_proposals               302 403 403 405 405 405
GET  team_proposal                302 404 404 200 200 200
POST team_proposal                302 404 404 422 403 422
GET  team_proposal_decline        302 404 404 405 405 405
POST team_proposal_decline        302 404 404 422 403 422
GET  team_merge_choose            302 404 404 200 403 200
POST team_merge_choose            302 404 404 405 405 405
GET  team_merge                   302 404 404 200 403 200
POST team_merge                   302 404 404 409 403 409
GET  team_client_talk             302 404 404 200 200 200
POST team_client_talk             302 404 404 422 403 403
GET  team_client_read             302 404 404 405 405 405
POST team_client_read             302 404 404 302 403 403
GET  team_client_mail             302 404 404 405 405 405
POST team_client_mail             302 404 404 422 403 403
GET  team_client_answer           302 404 404 405 405 405
POST team_client_answer           302 404 404 422 403 403
GET  team_client_reminders        302 404 404 200 200 200
POST team_client_reminders        302 404 404 403 422 403
GET  team_block                   302 404 404 200 200 200
POST team_block                   302 404 404 422 422 422
GET  team_block_decline           302 404 404 405 405 405
POST team_block_decline           302 404 404 404 404 404
GET  team_mails                   302 403 403 200 200 200
POST team_mails                   302 403 403 405 405 405
GET  team_send_again              302 404 404 405 405 405
POST team_send_again              302 404 404 302 403 403
GET  team_mail_came_back          302 404 404 409 403 403
POST team_mail_came_back          302 404 404 422 403 403
"""

MONEY = """
GET  team_bank                    302 403 403 200 200 200
POST team_bank                    302 403 403 403 422 403
GET  team_bank_booked             302 403 403 200 200 200
POST team_bank_booked             302 403 403 405 405 405
GET  team_bank_files              302 403 403 200 200 200
POST team_bank_files              302 403 403 405 405 405
GET  team_bank_file               302 404 404 200 200 200
POST team_bank_file               302 404 404 405 405 405
GET  team_bank_file_book          302 404 404 405 405 405
POST team_bank_file_book          302 404 404 403 409 403
GET  team_bank_file_set_aside     302 404 404 405 405 405
POST team_bank_file_set_aside     302 404 404 403 409 403
GET  team_bank_entry              302 404 404 200 200 200
POST team_bank_entry              302 404 404 403 409 403
GET  team_bank_book               302 404 404 405 405 405
POST team_bank_book               302 404 404 403 409 403
GET  team_bank_undo               302 404 404 405 405 405
POST team_bank_undo               302 404 404 403 404 403
GET  team_bank_refunded           302 404 404 405 405 405
POST team_bank_refunded           302 404 404 403 409 403
GET  team_refunds                 302 403 403 200 200 200
POST team_refunds                 302 403 403 403 422 403
GET  team_refund_file             302 404 404 403 200 403
POST team_refund_file             302 404 404 405 405 405
GET  team_refund_account          302 404 404 405 405 405
POST team_refund_account          302 404 404 403 422 403
GET  team_refund_drop             302 404 404 405 405 405
POST team_refund_drop             302 404 404 403 422 403
GET  team_refund_reopen           302 404 404 405 405 405
POST team_refund_reopen           302 404 404 403 409 403
GET  team_invoice_write_off       302 404 404 405 405 405
POST team_invoice_write_off       302 404 404 403 409 403
GET  team_invoice_use_credit      302 404 404 405 405 405
POST team_invoice_use_credit      302 404 404 403 404 403
GET  team_invoice_undo            302 404 404 405 405 405
POST team_invoice_undo            302 404 404 403 404 403
"""

PEOPLE = """
GET  team_people                  302 403 403 403 403 200
POST team_people                  302 403 403 403 403 405
GET  team_invite_person           302 403 403 403 403 200
POST team_invite_person           302 403 403 403 403 422
GET  team_person                  302 404 404 404 404 200
POST team_person                  302 404 404 404 404 405
GET  team_person_roles            302 404 404 404 404 405
POST team_person_roles            302 404 404 404 404 409
GET  team_invite_again            302 404 404 404 404 405
POST team_invite_again            302 404 404 404 404 409
GET  team_withdraw_invitation     302 404 404 404 404 405
POST team_withdraw_invitation     302 404 404 404 404 409
GET  team_person_close            302 404 404 404 404 405
POST team_person_close            302 404 404 404 404 302
GET  team_person_open             302 404 404 404 404 405
POST team_person_open             302 404 404 404 404 409
GET  team_forget_second_factors   302 404 404 404 404 405
POST team_forget_second_factors   302 404 404 404 404 302
GET  team_person_data             302 404 404 404 404 405
POST team_person_data             302 404 404 404 404 200
GET  team_person_erase            302 404 404 404 404 200
POST team_person_erase            302 404 404 404 404 409
GET  team_end_sessions            302 404 404 404 404 405
POST team_end_sessions            302 404 404 404 404 302
"""

SETTINGS = """
GET  team_settings                302 403 403 403 403 200
POST team_settings                302 403 403 403 403 409
GET  team_rates                   302 403 403 403 403 200
POST team_rates                   302 403 403 403 403 405
GET  team_rate_new                302 404 404 404 404 200
POST team_rate_new                302 404 404 404 404 422
GET  team_rate                    302 404 404 404 404 409
POST team_rate                    302 404 404 404 404 409
GET  team_rate_remove             302 404 404 404 404 405
POST team_rate_remove             302 404 404 404 404 409
GET  team_deadlines               302 403 403 403 403 200
POST team_deadlines               302 403 403 403 403 409
GET  team_sectors                 302 403 403 403 403 200
POST team_sectors                 302 403 403 403 403 405
GET  team_sector_new              302 403 403 403 403 200
POST team_sector_new              302 403 403 403 403 422
GET  team_sector                  302 404 404 404 404 200
POST team_sector                  302 404 404 404 404 409
GET  team_sector_offer            302 404 404 404 404 405
POST team_sector_offer            302 404 404 404 404 409
GET  team_grounds                 302 403 403 403 403 200
POST team_grounds                 302 403 403 403 403 405
GET  team_ground                  302 404 404 404 404 200
POST team_ground                  302 404 404 404 404 409
GET  team_ground_usual            302 404 404 404 404 405
POST team_ground_usual            302 404 404 404 404 409
GET  team_ledger                  302 403 403 403 403 200
POST team_ledger                  302 403 403 403 403 409
GET  team_numbers                 302 403 403 403 403 200
POST team_numbers                 302 403 403 403 403 405
GET  team_series                  302 404 404 404 404 200
POST team_series                  302 404 404 404 404 409
GET  team_mail_texts              302 403 403 403 403 200
POST team_mail_texts              302 403 403 403 403 405
GET  team_mail_text               302 404 404 404 404 200
POST team_mail_text               302 404 404 404 404 409
GET  team_mail_text_preview       302 404 404 404 404 405
POST team_mail_text_preview       302 404 404 404 404 200
"""

CLIENT = """
GET  client_offer                 200 200 200 200 200 200
POST client_offer                 400 400 400 400 400 400
GET  client_offer_file            200 200 200 200 200 200
POST client_offer_file            405 405 405 405 405 405
GET  client_invoice               200 200 200 200 200 200
POST client_invoice               422 422 422 422 422 422
GET  client_counterpart           404 404 404 404 404 404
POST client_counterpart           405 405 405 405 405 405
GET  client_pay_code              200 200 200 200 200 200
POST client_pay_code              405 405 405 405 405 405
GET  client_document              200 200 200 200 200 200
POST client_document              405 405 405 405 405 405
GET  client_compare               404 404 404 404 404 404
POST client_compare               405 405 405 405 405 405
"""

LINES = (EVERYBODY, PROFILE, MEMBER, TEAM, MONEY, PEOPLE, SETTINGS, CLIENT)


@dataclass(frozen=True)
class Row:
    """One line: method, name of the route, and the answers in the order of WHO."""

    method: str
    route: str
    answers: tuple[int, ...]

    def ids(self, scene: Scene) -> dict[str, object]:
        """What its address holds other than usual: of the client's links the offer's."""
        return {"token": scene.ids["offer"]} if self.route in OFFERS else {}

    def __str__(self) -> str:
        return f"{self.method:4} {self.route:28} {' '.join(map(str, self.answers))}"


OFFERS = {"client_offer", "client_offer_file", "client_compare"}


def _row(line: str) -> Row:
    method, route, *answers = line.split()
    assert len(answers) == len(WHO), line
    return Row(method, route, tuple(map(int, answers)))


TABLE = [_row(line) for room in LINES for line in room.strip().splitlines() if line]
