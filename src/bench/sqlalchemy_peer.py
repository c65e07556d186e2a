"""The same collection in SQLAlchemy, modelled on its large collection example: what orgs is compared with.

    sqlalchemy_peer.py create NAME [MEMBER]... | add ORG MEMBER | import ORG FILE | export ORG [--columns]
                     | list ORG [--like PATTERN] [--limit N] | count ORG | delete ORG | diff ORG FILE | sync ORG FILE

Finds the database by libpq's variables. Import, stream and delete are done as SQLAlchemy's documentation recommends
for many rows: Core's insert with many parameter sets, yield_per, passive_deletes.
"""
import argparse
import collections
import sys

import sqlalchemy
from sqlalchemy import BigInteger, Column, ForeignKey, Identity, String, create_engine, func, insert, select
from sqlalchemy.orm import Session, declarative_base, relationship, with_parent

Base = declarative_base()
WRITE_ONLY = not sqlalchemy.__version__.startswith("1.")
ROWS = 10_000


class Organization(Base):
    __tablename__ = "organizations"
    __table_args__ = {"schema": "orgs"}
    org_id = Column(BigInteger, Identity(), primary_key=True)
    org_name = Column(String(50), nullable=False, unique=True)
    members = relationship(
        "Member",
        lazy="write_only" if WRITE_ONLY else "dynamic",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="Member.member_id",
    )


class Member(Base):
    __tablename__ = "members"
    __table_args__ = {"schema": "orgs"}
    org_id = Column(BigInteger, ForeignKey(Organization.org_id, ondelete="cascade"), primary_key=True)
    member_id = Column(BigInteger, Identity(), primary_key=True, autoincrement=True)
    member_name = Column(String(50), nullable=False)


def find(session, name):
    return session.execute(select(Organization).where(Organization.org_name == name)).scalar_one()


def append(organization, member):
    if WRITE_ONLY:
        organization.members.add(member)
    else:
        organization.members.append(member)


def create(session, args):
    organization = Organization(org_name=args.org)
    for name in args.more:
        append(organization, Member(member_name=name))
    session.add(organization)
    session.commit()
    print(organization.org_id, organization.org_name, sep="\t")


def add(session, args):
    organization = find(session, args.org)
    member = Member(member_name=args.more[0])
    append(organization, member)
    session.commit()
    print(member.member_id, member.member_name, sep="\t")


def import_(session, args):
    org_id = find(session, args.org).org_id
    rows = []
    with open(args.more[0], encoding="utf-8", newline="\n") as file:
        for line in file:
            rows.append({"org_id": org_id, "member_name": line[:-1]})
            if len(rows) == ROWS:
                session.execute(insert(Member.__table__), rows)
                rows = []
    if rows:
        session.execute(insert(Member.__table__), rows)
    session.commit()


def stream(session, statement, columns):
    if columns:
        statement = statement.with_only_columns(Member.member_id, Member.member_name)
        for member_id, member_name in session.execute(statement.execution_options(yield_per=1000)):
            sys.stdout.write(f"{member_id}\t{member_name}\n")
    else:
        for member in session.execute(statement.execution_options(yield_per=1000)).scalars():
            sys.stdout.write(f"{member.member_id}\t{member.member_name}\n")


def members(session, args):
    organization = find(session, args.org)
    return select(Member).where(with_parent(organization, Organization.members)).order_by(Member.member_id)


def export(session, args):
    stream(session, members(session, args), args.columns)


def list_(session, args):
    statement = members(session, args)
    if args.like:
        statement = statement.where(Member.member_name.like(args.like))
    if args.limit:
        statement = statement.limit(args.limit)
    stream(session, statement, args.columns)


def count(session, args):
    print(session.execute(select(func.count()).select_from(members(session, args).order_by(None).subquery())).scalar())


def difference(session, args):
    """What members have to go and what names to come, by Python's own multisets."""
    org_id = find(session, args.org).org_id
    with open(args.more[0], encoding="utf-8", newline="\n") as file:
        wanted = collections.Counter(line[:-1] for line in file)
    gone = []
    rows = select(Member.member_id, Member.member_name).where(Member.org_id == org_id).order_by(Member.member_id)
    for member_id, name in session.execute(rows.execution_options(yield_per=ROWS)):
        if wanted[name] > 0:
            wanted[name] -= 1
        else:
            gone.append((member_id, name))
    return org_id, gone, +wanted


def diff(session, args):
    _, gone, wanted = difference(session, args)
    for member_id, name in gone:
        sys.stdout.write(f"remove\t{member_id}\t{name}\n")
    for name in wanted.elements():
        sys.stdout.write(f"add\t\t{name}\n")


def sync(session, args):
    org_id, gone, wanted = difference(session, args)
    for start in range(0, len(gone), ROWS):
        ids = [member_id for member_id, _ in gone[start:start + ROWS]]
        session.execute(sqlalchemy.delete(Member.__table__)
                        .where(Member.org_id == org_id, Member.member_id.in_(ids)))
    rows = [{"org_id": org_id, "member_name": name} for name in wanted.elements()]
    if rows:
        session.execute(insert(Member.__table__), rows)
    session.commit()


def delete(session, args):
    session.delete(find(session, args.org))
    session.commit()


def main():
    commands = {"create": create, "add": add, "import": import_, "export": export, "list": list_, "count": count,
                "delete": delete, "diff": diff, "sync": sync}
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=commands)
    parser.add_argument("org")
    parser.add_argument("more", nargs="*")
    parser.add_argument("--like")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--columns", action="store_true", help="rows instead of objects")
    args = parser.parse_args()
    with Session(create_engine("postgresql+psycopg2://", future=True), future=True) as session:
        commands[args.command](session, args)


main()
