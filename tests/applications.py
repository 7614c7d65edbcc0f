"""What the many applications of the tests share: each compiles the same anew."""

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from werkzeug.routing import Rule

create_jinja_environment = Flask.create_jinja_environment
compile_builder = Rule._compile_builder


class Compiled(BytecodeCache):
    """Templates compiled in this process; one whose source changed is compiled anew."""

    def __init__(self):
        self.kept = {}

    def load_bytecode(self, bucket):
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket):
        self.kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(autouse=True, scope="session")
def compiled_once():
    """Compile templates and routes once in a process, not once in each application."""
    templates, routes = Compiled(), {}

    def environment(app):
        created = create_jinja_environment(app)
        created.bytecode_cache = templates
        return created

    def builder(rule, append_unknown=True):
        # All that the builder is made of; what is a rule's own, it asks the rule.
        key = repr((rule.rule, rule._trace, rule.defaults, append_unknown))
        if key not in routes:
            routes[key] = compile_builder(rule, append_unknown)
        return routes[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "create_jinja_environment", environment)
        patch.setattr(Rule, "_compile_builder", builder)
        yield
