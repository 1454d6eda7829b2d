"""Reads the Terraform and OpenTofu configuration of a workplace."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from buttress.graph import graph
from buttress.graph.graph import Root
from buttress.graph.node import SCALAR
from buttress.graph.secrecy import speaks_of_a_secret
from buttress.sources.reading import Reading
from buttress.sources.terraform.evaluation.comparisons import compared_in
from buttress.sources.terraform.evaluation.evaluation import Evaluation
from buttress.sources.terraform.evaluation.instance_of_module import ModuleInstance
from buttress.sources.terraform.evaluation.tree import instances_of, modules_of
from buttress.sources.terraform.evaluation.unread_calls import unread_call
from buttress.sources.terraform.evaluation.variables import atoms_of
from buttress.sources.terraform.files import TreeFiles
from buttress.sources.terraform.functions.numbers import shown
from buttress.sources.terraform.inputs import files_of, from_command_line, from_files
from buttress.sources.terraform.mapping.register import RootRegister
from buttress.sources.terraform.modules import Modules

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from buttress.graph.node import Node
    from buttress.graph.worlds import Worlds
    from buttress.sources.discovery import Workplace
    from buttress.sources.terraform.evaluation.comparisons import Called
    from buttress.sources.terraform.evaluation.module import Module
    from buttress.sources.terraform.evaluation.variable import Variable
    from buttress.sources.terraform.instance import Register


@dataclass(slots=True)
class Reader:
    """Reads the roots of one workplace; `register` makes what maps the instances of one root."""

    workplace: Workplace
    worlds: Worlds
    variables: Mapping[str, str]
    variable_files: Sequence[Path]
    register: Callable[[Worlds], Register]
    planned: Collection[str] = ()
    reading: Reading = field(default_factory=Reading)

    def read(self) -> Reading:
        """Read all roots."""
        modules = Modules(self.workplace)
        roots = modules.roots()
        for module in roots:
            if (module.folder or ".") not in self.planned:
                self._read_root(module, modules)
        for module in modules.read():
            self.reading.problems += module.problems
            self.reading.suppressions += module.suppressions
            self.reading.claimed.update(module.files)
        return self.reading

    def _read_root(self, module: Module, modules: Modules) -> None:
        root = module.folder or "."
        given = self._given(module)
        files = TreeFiles(self.workplace.base, module.folder)
        evaluation = Evaluation(root, self.worlds, files)
        compared = compared_in(module, _calling(module, modules))
        atoms = atoms_of(root, module.variables.values(), given, compared)
        instance = ModuleInstance(evaluation, module, modules.find, given=given, atoms=atoms)
        register = self.register(self.worlds)
        found = instances_of(instance)
        for one in found:
            register.add(root, one)
        evaluation.answer(register.attributes)
        resources = register.resources()
        evaluation.unread += [unread_call(one) for one in evaluation.unread_calls]
        read = sorted({file for below in modules_of(instance) for file in below.source.files})
        kind = "OpenTofu" if module.is_opentofu else "Terraform"
        reading = self.reading
        reading.resources += resources
        reading.roots.append(Root(root, kind, tuple(read), len(resources)))
        reading.parameters += _parameters(module, root)
        reading.problems += evaluation.problems
        reading.unread += evaluation.unread + list(getattr(register, "unread", ()))

    def _given(self, module: Module) -> dict[str, Node]:
        """Give the values of a root's variables that somebody gave; the files that gave them are claimed."""
        own = files_of(self.workplace, module.folder)
        self.reading.claimed.update(shown for _, shown in own)
        further = [(path, path.as_posix()) for path in self.variable_files]
        values = from_files([*own, *further], self.reading.problems)
        values.update(from_command_line(self.variables, module.variables, self.reading.problems))
        return {name: node for name, node in values.items() if name in module.variables}


def terraform_reading(  # noqa: PLR0913 - what a reading is made of
    workplace: Workplace,
    worlds: Worlds,
    variables: Mapping[str, str],
    variable_files: Sequence[Path] = (),
    register: Callable[[Worlds], Register] = RootRegister,
    *,
    planned: Collection[str] = (),
) -> Reading:
    """Read every root of Terraform or OpenTofu in a workplace, but for the `planned` ones, of which a plan was read.

    `variables` are values as the command line gives them, `variable_files` files in the form of `terraform.tfvars`;
    they win over what the roots' own files give. What could not be read is among the reading's `problems` and `unread`.
    """
    return Reader(workplace, worlds, variables, variable_files, register, planned).read()


def _calling(root: Module, modules: Modules) -> Called:
    def called(caller: Module, address: str, name: str, body: Node) -> Module | None:
        return modules.called(root.folder, caller, address, name, body).module

    return called


def _parameters(module: Module, root: str) -> Iterator[graph.Parameter]:
    for variable in module.variables.values():
        hidden = variable.sensitive or speaks_of_a_secret(variable.name)
        default = "" if hidden else _default(variable)
        yield graph.Parameter(variable.name, root, variable.allowed, default, variable.node.location, hidden=hidden)


def _default(variable: Variable) -> str:
    default = variable.default
    if default is None or default.kind != SCALAR or default.value is None:
        return ""
    return shown(default.value)
