"""What the database itself refuses: unbalanced postings, changed entries, lost accounts."""

from django.db import migrations

from quenty.platform.db.append_only import AppendOnly

# Deferred to the commit, when all entries of the posting are there. The account is looked up
# without a lock, unlike a foreign key's check: accounts are never deleted (see below), and
# platform accounts are in every posting. search_path is the migrating owner's, so that the
# functions find their tables whoever writes.
_BALANCED = """
CREATE FUNCTION customers_check_entry() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM customers_ledgeraccount a
        JOIN customers_ledgerposting p ON p.id = NEW.posting_id AND p.livemode = a.livemode
        WHERE a.id = NEW.account_id AND a.currency = NEW.currency
    ) THEN
        RAISE EXCEPTION 'entry % does not fit its account', NEW.id
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM customers_ledgerentry WHERE posting_id = NEW.posting_id
        GROUP BY currency HAVING sum(amount) <> 0
    ) THEN
        RAISE EXCEPTION 'the entries of posting % do not sum to zero', NEW.posting_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER customers_entries_balance
    AFTER INSERT OR UPDATE ON customers_ledgerentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION customers_check_entry();
"""
_UNBALANCED = """
DROP TRIGGER customers_entries_balance ON customers_ledgerentry;
DROP FUNCTION customers_check_entry();
"""

_REFUSE = """
CREATE FUNCTION customers_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: its rows stay', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
"""
_STAYS = ("customers_ledgerentry", "customers_ledgerposting")


def _keep(table: str, what: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_stays BEFORE {what} ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION customers_refuse_change();",
        f"DROP TRIGGER {table}_stays ON {table};",
    )


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial")]

    operations = [
        migrations.RunSQL(_BALANCED, _UNBALANCED),
        migrations.RunSQL(_REFUSE, "DROP FUNCTION customers_refuse_change();"),
        *(_keep(table, "UPDATE OR DELETE OR TRUNCATE") for table in _STAYS),
        _keep("customers_ledgeraccount", "DELETE OR TRUNCATE"),
        AppendOnly("customers_ledgerentry"),
        AppendOnly("customers_ledgerposting"),
        AppendOnly("customers_kyctransition"),
        AppendOnly("customers_paymentcallback"),
    ]
