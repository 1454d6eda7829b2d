"""What a variable is worth in one instance of a module."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import LIST, MAP, SCALAR, Node, scalar
from buttress.graph.secrecy import speaks_of_a_secret
from buttress.graph.values import Hole, NotKnown, Text
from buttress.graph.worlds import Atom, Choice, Other
from buttress.sources.terraform.evaluation.closure import reduced
from buttress.sources.terraform.evaluation.type_constraint import converted
from buttress.sources.terraform.functions.numbers import number_of, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from buttress.sources.terraform.evaluation.evaluation import Step
    from buttress.sources.terraform.evaluation.scope import Surroundings
    from buttress.sources.terraform.evaluation.variable import Variable

NULL: Final = "null"
"""The choice of a world in which a variable is null."""
COLLECTIONS: Final = frozenset({"list", "set", "tuple", "map", "object"})


def read_variable(module: Surroundings, name: str, node: Node) -> Step:
    """Give a variable's value: what is passed or given, else its default; what nobody gives is not known."""
    variable = module.source.variables.get(name)
    if variable is None:
        raise NotKnown(f"no variable is called {name} in this module", node.location)
    if module.parent is None:
        return _of_root(module, variable, node)
    passed = module.inputs.get(name)
    if passed is None:
        return _default(module, variable, node)
    if not variable.nullable and variable.default is not None and reduced(*passed, whole=False)[0].value is None:
        return _default(module, variable, node)
    return converted(variable.type, *passed)


def _default(module: Surroundings, variable: Variable, node: Node) -> Step:
    if variable.default is None:
        raise NotKnown(f"variable {variable.name} of {module.address} has no value here", node.location)
    return converted(variable.type, variable.default, module.scope)


def _of_root(module: Surroundings, variable: Variable, node: Node) -> Step:
    given = module.given.get(variable.name)
    if variable.sensitive:
        return _unknown(variable, node, "hidden"), module.scope
    if given is not None:
        return converted(variable.type, given, module.scope)
    return _open(module, variable, node)


def _open(module: Surroundings, variable: Variable, node: Node) -> Step:
    """Read a variable that nobody gives: as the world chooses, else as its default, which decides no condition."""
    evaluation = module.evaluation
    atom = module.atoms.get(variable.name)
    excluded: frozenset[str] = frozenset()
    if atom is not None:
        worlds = evaluation.worlds
        exact = worlds.exact(atom) if atom.closed and not evaluation.deciding else None
        choice = exact or (worlds.choose(atom) if evaluation.deciding else worlds.chosen(atom))
        if isinstance(choice, bool) or (isinstance(choice, str) and choice != NULL):
            return _chosen(variable, choice, node), module.scope
        if choice == NULL:
            return None
        excluded = choice.excluded if isinstance(choice, Other) else excluded
    default = variable.default
    if default is None or evaluation.deciding or _spelled(default) in excluded:
        return _unknown(variable, node, "parameter", excluded), module.scope
    says = "" if speaks_of_a_secret(variable.name) or default.kind != SCALAR else f", {_shown(default)}"
    evaluation.worlds.rest_on(f"the default of variable {variable.name}{says}")
    return converted(variable.type, default, module.scope)


def _chosen(variable: Variable, choice: str | bool, node: Node) -> Node:  # noqa: FBT001 - a value
    if isinstance(choice, str) and variable.type.name == "number":
        number = number_of(choice)
        return scalar(choice if number is None else number, node)
    return scalar(choice, node)


def _spelled(default: Node) -> str | None:
    if default.kind != SCALAR:
        return None
    return NULL if default.value is None else shown(default.value)


def _shown(default: Node) -> str:
    return repr(default.value) if isinstance(default.value, str) else _spelled(default) or ""


def _unknown(variable: Variable, node: Node, kind: str, excluded: frozenset[str] = frozenset()) -> Node:
    """Give a variable of which only the type is known."""
    says = "is a secret" if kind == "hidden" else "has no value here"
    reason = f"{'the content of ' * (NULL in excluded)}variable {variable.name} {says}"
    if variable.type.name in COLLECTIONS:
        of_list = variable.type.name in ("list", "set", "tuple")
        content: list[Node] | dict[str, Node] = [] if of_list else {}
        return Node(LIST if of_list else MAP, content, node.file, node.line, node.column, node.end_line, reason)
    if variable.type.name == "any" and not excluded - {NULL}:
        raise NotKnown(reason, node.location)
    return scalar(Text((Hole(kind, variable.name, excluded),), node.location), node)


def atoms_of(
    root: str, variables: Iterable[Variable], given: Iterable[str], compared: dict[str, set[str]]
) -> dict[str, Atom]:
    """Make the atoms of a root's open variables: bools, those whose values are listed, and those that are compared."""
    known = set(given)
    atoms: dict[str, Atom] = {}
    for variable in variables:
        if variable.name in known or variable.sensitive:
            continue
        literals = compared.get(variable.name, set())
        choices = _choices(variable, literals)
        if choices:
            allowed = variable.allowed if variable.type.name == "string" else ()
            atoms[variable.name] = Atom(f"{root}/var.{variable.name}", variable.name, choices, allowed)
    return atoms


def _choices(variable: Variable, literals: set[str]) -> tuple[Choice, ...]:
    may_be_null = variable.nullable and (NULL in literals or _spelled(variable.default or _NOTHING) == NULL)
    if variable.type.name == "bool":
        return (True, False, NULL) if may_be_null else (True, False)
    if variable.type.name in COLLECTIONS or (variable.type.name == "any" and not literals - {NULL}):
        return (NULL, Other(frozenset({NULL}))) if NULL in literals else ()
    if variable.allowed and variable.type.name == "string":
        return _cut(variable.allowed, literals)
    return (*sorted(literals), Other(frozenset(literals))) if literals else ()


def _cut(allowed: tuple[str, ...], literals: set[str]) -> tuple[Choice, ...]:
    """Give the compared values among those allowed, and any other of them."""
    named: list[Choice] = [value for value in allowed if value in literals]
    rest = [value for value in allowed if value not in literals]
    if len(rest) == 1:
        named.append(rest[0])
    elif rest:
        named.append(Other(frozenset(literals)))
    return tuple(named)


_NOTHING: Final = Node(SCALAR, "", "", 1)
