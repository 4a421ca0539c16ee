"""OParl files: papers, consultations, meetings, agenda items and organizations as a city's interface gives them

Revision: 0005, after 0004.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "oparl_document",
        sa.Column("id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("extractor", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oparl_document")),
        sa.UniqueConstraint("sha256", name=op.f("uq_oparl_document_sha256")),
    )

    op.create_table(
        "oparl_finding",
        sa.Column("document_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(length=10), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("non_public", sa.Boolean(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["oparl_document.id"], name=op.f("fk_oparl_finding_document_id")),
        sa.PrimaryKeyConstraint("document_id", "position", name=op.f("pk_oparl_finding")),
    )
    op.create_index(op.f("ix_oparl_finding_code"), "oparl_finding", ["code"])

    op.create_table(
        "oparl_paper",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("rank", sa.String(length=48), nullable=False),
        sa.Column("document_id", ROW_ID, nullable=False),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("normalised", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("paper_type", sa.Text(), nullable=True),
        sa.Column("date", sa.String(length=10), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("main_file", sa.Text(), nullable=True),
        sa.Column("auxiliary_files", sa.JSON(), nullable=False),
        sa.Column("superordinated", sa.JSON(), nullable=False),
        sa.Column("subordinated", sa.JSON(), nullable=False),
        sa.Column("related", sa.JSON(), nullable=False),
        sa.Column("consultations", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["oparl_document.id"], name=op.f("fk_oparl_paper_document_id")),
        sa.PrimaryKeyConstraint("id", "rank", name=op.f("pk_oparl_paper")),
    )
    op.create_index(op.f("ix_oparl_paper_document_id"), "oparl_paper", ["document_id"])
    op.create_index(op.f("ix_oparl_paper_normalised"), "oparl_paper", ["normalised"])

    op.create_table(
        "oparl_consultation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("rank", sa.String(length=48), nullable=False),
        sa.Column("document_id", ROW_ID, nullable=False),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=True),
        sa.Column("agenda_item", sa.Text(), nullable=True),
        sa.Column("meeting", sa.Text(), nullable=True),
        sa.Column("organization", sa.Text(), nullable=True),
        sa.Column("organizations", sa.JSON(), nullable=False),
        sa.Column("role_text", sa.Text(), nullable=True),
        sa.Column("role_code", sa.String(length=20), nullable=True),
        sa.Column("authoritative", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["oparl_document.id"], name=op.f("fk_oparl_consultation_document_id")),
        sa.PrimaryKeyConstraint("id", "rank", name=op.f("pk_oparl_consultation")),
    )
    op.create_index(op.f("ix_oparl_consultation_agenda_item"), "oparl_consultation", ["agenda_item"])
    op.create_index(op.f("ix_oparl_consultation_document_id"), "oparl_consultation", ["document_id"])
    op.create_index(op.f("ix_oparl_consultation_meeting"), "oparl_consultation", ["meeting"])
    op.create_index(op.f("ix_oparl_consultation_organization"), "oparl_consultation", ["organization"])
    op.create_index(op.f("ix_oparl_consultation_paper"), "oparl_consultation", ["paper"])

    op.create_table(
        "oparl_meeting",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("rank", sa.String(length=48), nullable=False),
        sa.Column("document_id", ROW_ID, nullable=False),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("date", sa.String(length=10), nullable=True),
        sa.Column("start", sa.Text(), nullable=True),
        sa.Column("cancelled", sa.Boolean(), nullable=True),
        sa.Column("organizations", sa.JSON(), nullable=False),
        sa.Column("agenda_items", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["oparl_document.id"], name=op.f("fk_oparl_meeting_document_id")),
        sa.PrimaryKeyConstraint("id", "rank", name=op.f("pk_oparl_meeting")),
    )
    op.create_index(op.f("ix_oparl_meeting_document_id"), "oparl_meeting", ["document_id"])

    op.create_table(
        "oparl_agenda_item",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("rank", sa.String(length=48), nullable=False),
        sa.Column("document_id", ROW_ID, nullable=False),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("meeting", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("public", sa.Boolean(), nullable=True),
        sa.Column("result_text", sa.Text(), nullable=True),
        sa.Column("result_code", sa.String(length=20), nullable=True),
        sa.Column("resolution_text", sa.Text(), nullable=True),
        sa.Column("consultation", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["oparl_document.id"], name=op.f("fk_oparl_agenda_item_document_id")),
        sa.PrimaryKeyConstraint("id", "rank", name=op.f("pk_oparl_agenda_item")),
    )
    op.create_index(op.f("ix_oparl_agenda_item_consultation"), "oparl_agenda_item", ["consultation"])
    op.create_index(op.f("ix_oparl_agenda_item_document_id"), "oparl_agenda_item", ["document_id"])
    op.create_index(op.f("ix_oparl_agenda_item_meeting"), "oparl_agenda_item", ["meeting"])

    op.create_table(
        "oparl_organization",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("rank", sa.String(length=48), nullable=False),
        sa.Column("document_id", ROW_ID, nullable=False),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("short_name", sa.Text(), nullable=True),
        sa.Column("classification", sa.Text(), nullable=True),
        sa.Column("start_date", sa.String(length=10), nullable=True),
        sa.Column("end_date", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["oparl_document.id"], name=op.f("fk_oparl_organization_document_id")),
        sa.PrimaryKeyConstraint("id", "rank", name=op.f("pk_oparl_organization")),
    )
    op.create_index(op.f("ix_oparl_organization_document_id"), "oparl_organization", ["document_id"])
