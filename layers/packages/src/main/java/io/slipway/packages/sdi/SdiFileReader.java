package io.slipway.packages.sdi;

import io.slipway.core.error.Quoted;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Mirrors;
import io.slipway.packages.feed.PackageId;
import io.slipway.packages.version.OctopusVersion;
import io.slipway.packages.version.VersionRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code sdi.yaml}, and reports all its mistakes together. {@code sdi.schema.json} has the same rules for editors. */
public final class SdiFileReader {
    /** The maximum size of the file in bytes: 256 KiB. */
    public static final int MAX_SIZE = 256 * 1024;

    /** The maximum number of items of a list. */
    public static final int MAX_ITEMS = 1_000;

    /** The maximum number of reported mistakes. */
    public static final int MAX_PROBLEMS = 50;

    /** The maximum number of platforms of an image. */
    public static final int MAX_PLATFORMS = 8;

    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");
    private static final Pattern PLATFORM = Pattern.compile("[a-z0-9]+/[a-z0-9_]+(?:/[a-z0-9]+)?");
    private static final Pattern ARGUMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,254}");
    private static final Pattern PATH = Pattern.compile("[^/\\\\\\p{Cntrl}]+(?:/[^/\\\\\\p{Cntrl}]+)*+");

    private final List<Problem> problems = new ArrayList<>();

    private SdiFileReader() {}

    /** Reads a file's bytes. */
    public static SdiFile read(byte[] content) throws SdiFileException {
        return new SdiFileReader().file(YamlReader.read(content));
    }

    private SdiFile file(Optional<Node> root) throws SdiFileException {
        YamlMapping mapping = YamlMapping.of(root, SdiFile.NAME, problems);
        mapping.allow("image", "packages", "build", "features", "allowSensitive");
        SdiFile file = new SdiFile(
                mapping.text("image", SdiFileReader::image),
                packages(mapping),
                build(mapping.mapping("build")),
                features(mapping.mapping("features")),
                mapping.flag("allowSensitive", false));
        if (!problems.isEmpty()) {
            throw new SdiFileException(problems.stream()
                    .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                    .limit(MAX_PROBLEMS)
                    .toList());
        }
        return file;
    }

    private List<PackageReference> packages(YamlMapping root) {
        List<PackageReference> packages = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        Set<String> folders = new HashSet<>();
        for (Node item : root.items("packages")) {
            YamlMapping mapping = YamlMapping.of(Optional.of(item), "a package", problems);
            mapping.allow("id", "version", "extract", "folder");
            Optional<String> id = mapping.text("id", PackageId::new);
            Optional<String> version = mapping.text("version", text -> VersionRange.parse(text, OctopusVersion::parse));
            Optional<String> folder = mapping.text("folder", SdiFileReader::path);
            boolean extract = mapping.flag("extract", true);
            if (!mapping.has("id")) {
                YamlMapping.note(problems, item, "a package must have an id, but has none");
            }
            id.map(it -> new PackageReference(it, version, extract, folder)).ifPresent(reference -> {
                packages.add(reference);
                if (!ids.add(reference.key())) {
                    mapping.note("id", "each package must be listed once, but " + reference.id() + " is listed twice");
                } else if (!folders.add(reference.folderOrId().toLowerCase(Locale.ROOT))) {
                    mapping.note(
                            folder.isPresent() ? "folder" : "id",
                            "each package must have its own folder, but another package has this one");
                }
            });
        }
        return packages;
    }

    private BuildSettings build(YamlMapping mapping) {
        mapping.allow(
                "dockerfile",
                "target",
                "platform",
                "platforms",
                "engine",
                "args",
                "secrets",
                "labels",
                "baseImages",
                "mirrors",
                "configImage");
        Consumer<String> argument = form(ARGUMENT, "a build argument must consist of letters, digits and '_'");
        Map<String, String> args = mapping.textsByName("args", argument, text -> {});
        Map<String, String> images = mapping.textsByName("baseImages", argument, ImageReference::parse);
        images.keySet().stream()
                .filter(args::containsKey)
                .forEach(name -> mapping.note("baseImages", "the name must not be in args, but " + name + " is"));
        return new BuildSettings(
                mapping.text("dockerfile", SdiFileReader::path).orElse(BuildSettings.DOCKERFILE),
                mapping.text("target", form(TARGET, "a stage must consist of letters, digits, '_', '.' and '-'")),
                platforms(mapping),
                mapping.text("engine", SdiFileReader::engine)
                        .map(SdiFileReader::engine)
                        .orElse(BuildSettings.Engine.AUTO),
                mapping.line("engine"),
                args,
                mapping.textsByName(
                        "secrets",
                        form(SECRET, "a secret's id must consist of letters, digits, '_', '.' and '-'"),
                        text -> {}),
                mapping.textsByName(
                        "labels",
                        form(LABEL, "a label must consist of letters, digits, '.', '_', '/' and '-'"),
                        text -> {}),
                images,
                mirrors(mapping),
                mapping.flag("configImage", false));
    }

    private static Mirrors mirrors(YamlMapping mapping) {
        Map<String, String> rules = mapping.textsByName("mirrors", name -> {}, text -> {});
        rules.entrySet()
                .removeIf(rule -> !mapping.check("mirrors", () -> Mirrors.check(rule.getKey(), rule.getValue())));
        return mapping.check("mirrors", () -> new Mirrors(rules)) ? new Mirrors(rules) : Mirrors.NONE;
    }

    private List<String> platforms(YamlMapping mapping) {
        Consumer<String> form = form(PLATFORM, "a platform must be os/architecture, such as linux/amd64");
        Optional<String> one = mapping.text("platform", form);
        List<String> several = mapping.texts("platforms", form);
        if (one.isPresent() && !several.isEmpty()) {
            mapping.note("platforms", "only one of platform and platforms must be set, but both are");
        }
        if (several.size() != Set.copyOf(several).size() || several.size() > MAX_PLATFORMS) {
            mapping.note("platforms", "there must be at most " + MAX_PLATFORMS + " platforms, each once");
        }
        return several.isEmpty() ? List.of(one.orElse(BuildSettings.PLATFORM)) : several;
    }

    private static BuildSettings.Engine engine(String text) {
        return Arrays.stream(BuildSettings.Engine.values())
                .filter(engine -> engine.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the engine must be auto, instant or job, but was " + Quoted.of(text)));
    }

    private FeatureSettings features(YamlMapping mapping) {
        mapping.allow("substituteInFiles", "configurationTransforms", "configurationVariables", "structuredVariables");
        YamlMapping transforms = mapping.mapping("configurationTransforms");
        transforms.allow("automatic", "additional");
        return new FeatureSettings(
                mapping.texts("substituteInFiles", SdiFileReader::pattern),
                transforms.flag("automatic", false),
                transforms.texts("additional", SdiFileReader::pattern),
                mapping.flag("configurationVariables", false),
                mapping.texts("structuredVariables", SdiFileReader::pattern));
    }

    private static Consumer<String> form(Pattern form, String message) {
        return text -> {
            if (!form.matcher(text).matches()) {
                throw new IllegalArgumentException(message + ", but was " + Quoted.of(text));
            }
        };
    }

    /** Refuses repositories below {@code packages/}, where an image would be mistaken for a version of a package. */
    private static void image(String text) {
        RepositoryName name = new RepositoryName(SpaceName.DEFAULT, text);
        if (name.path().startsWith(PackageId.FOLDER)) {
            throw new IllegalArgumentException("an image must not be below " + PackageId.FOLDER
                    + ", where the feed's packages are, but was " + Quoted.of(text));
        }
    }

    private static void path(String text) {
        List<String> segments = List.of(text.split("/", -1));
        if (!PATH.matcher(text).matches() || segments.contains("..") || segments.contains(".")) {
            throw new IllegalArgumentException(
                    "this must be a path inside the package, with '/' between its parts, but was " + Quoted.of(text));
        }
    }

    private static void pattern(String text) {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("this must be a pattern on one line, but was " + Quoted.of(text));
        }
    }
}
