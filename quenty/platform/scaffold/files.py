"""Files of a new context, from templates that lie beside this module."""

from pathlib import Path
from string import Template

from quenty.platform.scaffold.names import NewContext

TEMPLATES = Path(__file__).parent / "templates"
SUFFIX = ".tmpl"


def destinations(root: Path, name: str) -> dict[str, Path]:
    """Which folder each set of templates becomes."""
    return {"app": root / "apps" / name, "contract": root / "quenty" / "contracts" / name}


def write_files(root: Path, context: NewContext) -> list[Path]:
    """Write what is missing and return it; a file that is there stays as it is."""
    written = []
    for kind, folder in destinations(root, context.name).items():
        source = TEMPLATES / kind
        for template in sorted(source.rglob(f"*{SUFFIX}")):
            path = folder / template.relative_to(source).with_suffix("")
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                text = Template(template.read_text()).substitute(context.substitutions)
                path.write_text(text)
                written.append(path)
    return written
