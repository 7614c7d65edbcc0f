"""What an attack on either kind of database must come to."""

import pytest

WAVES = 20
LINKING = (
    *("shared values", "orders", "transactions", "write ahead log", "backups"),
    *("daily counts", "comments in order"),
)


class Promises:
    """Tests that both kinds of database inherit; each plays in a process of its own.

    ``only`` is the attacker who needs this kind of database.
    """

    only: str

    @pytest.mark.parametrize("attacker", LINKING)
    def test_nobody_is_linked_better_than_by_chance(self, outcomes, attacker):
        assert outcomes[attacker].failed, outcomes[attacker]

    def test_no_department_is_told_from_a_ballot_better_than_by_chance(self, outcomes):
        assert outcomes["departments"].failed, outcomes["departments"]

    def test_every_wave_was_attacked(self, outcomes):
        for attacker in ("orders", "backups", "departments", self.only):
            assert outcomes[attacker].waves == WAVES, attacker

    def test_the_mail_administrator_finds_no_link_in_any_form(self, outcomes):
        assert outcomes["mail administrator"].found == ()

    def test_tables_have_no_date_no_sequence_and_nothing_that_points_at_a_person(
        self, outcomes
    ):
        assert outcomes["tables"].found == ()

    def test_all_ballots_and_all_addresses_are_equally_long(self, outcomes):
        assert outcomes["lengths"].found == ()

    def test_no_file_of_an_open_wave_holds_a_word_of_it(self, outcomes):
        assert outcomes["words while open"].found == ()

    def test_no_log_header_or_page_holds_a_word_of_it(self, outcomes):
        assert outcomes["log and pages"].found == ()

    def test_a_mail_tells_nothing_of_anybody_else(self, outcomes):
        assert outcomes["mails"].found == ()

    def test_no_byte_is_left_after_sealing(self, outcomes):
        assert outcomes["words after sealing"].found == ()

    def test_old_copies_cannot_be_opened_with_anything_that_is_left(self, outcomes):
        assert outcomes["old copies"].found == ()

    def test_nothing_that_is_published_gives_an_answer_away(self, outcomes):
        assert outcomes["solver"].found == ()
