package io.slipway.features.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Finds the transforms that a definition specifies for one file (Calamari's {@code TransformFileLocator}). Directories
 * of a target are relative
 * to the transform, directories of a transform to the file's own folder less the target's directory; where both name the same directory,
 * which finds nothing in Octopus (OctopusDeploy/Issues#7703), both are relative to the one above it. A target that begins with {@code ./} is
 * relative to the working folder. All paths are absolute, with slashes.
 */
final class TransformLocator {
    private static final String CONFIG = ".config";

    private final FileNames files;
    private final String folder;

    /**
     * @param files the files of the folder
     * @param folder the working folder
     */
    TransformLocator(FileNames files, String folder) {
        this.files = files;
        this.folder = folder;
    }

    /** Returns the directory in which a definition looks for transforms of a file. */
    String directory(String source, TransformDefinition definition) {
        return normalized(DotNetPath.directory(name(source, definition, definition.transform())));
    }

    /**
     * Returns the transforms of a file, each once, in the order of their application.
     *
     * @param told receives the reasons for skipped transforms
     */
    List<String> transforms(String source, TransformDefinition definition, Consumer<String> told) {
        String directory = directory(source, definition);
        if (!files.hasDirectory(directory)) {
            told.accept("Skipping as transform folder '" + directory + "' does not exist");
            return List.of();
        }
        String exact = DotNetPath.fileName(name(source, definition, definition.transform()));
        String withExtension = DotNetPath.fileName(name(source, definition, withExtension(definition.transform())));
        List<String> candidates = files.in(directory, List.of(withExtension, exact));
        if (candidates.isEmpty()) {
            told.accept("skipping as neither transform '" + withExtension + "' nor transform '" + exact
                    + "' could be found in '" + directory + "'");
        }
        List<String> transforms = new ArrayList<>();
        for (String transform : candidates) {
            String sourceName = sourceName(source, definition, transform);
            if (definition.advanced()
                    && !targets(definition, sourceName)
                    && !targets(definition, besideTransform(source, definition))) {
                told.accept("Skipping as file name '" + sourceName + "' does not match the target pattern '"
                        + definition.target() + "'");
            } else if (source.equalsIgnoreCase(transform)) {
                told.accept("Skipping as target '" + source + "' is the same as transform '" + transform + "'");
            } else {
                transforms.add(transform);
            }
        }
        return transforms;
    }

    private static String withExtension(String transform) {
        return transform.endsWith(CONFIG) ? transform : transform + CONFIG;
    }

    /** Returns the transform's path according to the definition; the file name may have wildcards. */
    private static String name(String source, TransformDefinition definition, String transform) {
        if (!definition.advanced()) {
            return DotNetPath.changeExtension(source, transform);
        }
        String directory = DotNetPath.combine(base(source, definition), DotNetPath.directory(transform));
        String name = DotNetPath.fileName(transform);
        if (!definition.transformWildcard()) {
            return DotNetPath.combine(directory, name);
        }
        if (!definition.targetWildcard()) {
            return DotNetPath.combine(directory, "*." + withoutDots(name));
        }
        return DotNetPath.changeExtension(DotNetPath.combine(directory, stem(source, definition)), name);
    }

    /** Returns the text that the target's wildcard matches. */
    private static String stem(String source, TransformDefinition definition) {
        String target = definition.targetOrEmpty();
        String known = target.startsWith(".") ? target.substring(1) : DotNetPath.fileName(target);
        return known.isEmpty()
                ? DotNetPath.fileName(source)
                : DotNetPath.fileName(source).replace(known, "");
    }

    /** Returns the file's own directory, less the directory in the target. */
    private static String base(String source, TransformDefinition definition) {
        String directory = DotNetPath.directory(source);
        String target = definition.targetOrEmpty();
        int slash = target.lastIndexOf('/');
        String suffix = slash < 0 ? "" : target.substring(0, slash);
        if (slash >= 0
                && directory.regionMatches(true, directory.length() - suffix.length(), suffix, 0, suffix.length())) {
            return directory.substring(0, directory.length() - suffix.length());
        }
        return directory;
    }

    /** Returns the file name that the target is compared with. */
    private String sourceName(String source, TransformDefinition definition, String transform) {
        String target = definition.targetOrEmpty();
        if (target.startsWith("./")) {
            return source.startsWith(folder + "/") ? "." + source.substring(folder.length()) : source;
        }
        if (target.indexOf('/') >= 0) {
            return DotNetPath.relative(transform, source).replaceFirst("^[./]+", "");
        }
        return DotNetPath.fileName(source);
    }

    /**
     * Returns the path of the file relative to the directory at which both sides begin; its name alone if the target
     * is in another directory.
     */
    private static String besideTransform(String source, TransformDefinition definition) {
        String base = base(source, definition);
        String directory = DotNetPath.directory(definition.targetOrEmpty());
        boolean same = !directory.isEmpty() && directory.equalsIgnoreCase(DotNetPath.directory(definition.transform()));
        return same && base.endsWith("/") ? source.substring(base.length()) : DotNetPath.fileName(source);
    }

    private static boolean targets(TransformDefinition definition, String sourceName) {
        String target = definition.targetOrEmpty();
        if (!definition.targetWildcard()) {
            return target.equalsIgnoreCase(sourceName);
        }
        String directory = DotNetPath.directory(target);
        String prefix = directory.isEmpty() ? "" : Pattern.quote(directory + "/");
        String suffix = Pattern.quote("." + withoutDots(DotNetPath.fileName(target)));
        return Pattern.compile(prefix + ".*?" + suffix, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(sourceName)
                .find();
    }

    private static String withoutDots(String name) {
        return name.replaceFirst("^\\.+", "");
    }

    /** Removes {@code .} and {@code ..}; {@code ..} at the root is ignored. */
    private static String normalized(String path) {
        List<String> names = new ArrayList<>();
        for (String name : path.split("/", -1)) {
            if (name.equals("..")) {
                if (!names.isEmpty()) {
                    names.removeLast();
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return "/" + String.join("/", names);
    }
}
