package io.slipway.builds.files;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Patterns of paths in the syntax of {@code .dockerignore} and {@code --exclude} (moby's {@code patternmatcher}): the
 * last match decides, and a pattern that matches a folder matches everything in it.
 */
public final class PathPatterns {
    /** Patterns that match no path. */
    public static final PathPatterns NONE = new PathPatterns(List.of());

    private record Rule(Pattern pattern, boolean exception) {}

    private final List<Rule> rules = new ArrayList<>();

    /** Parses patterns; an {@code !} before one makes it an exception. */
    public PathPatterns(List<String> patterns) {
        for (String pattern : patterns) {
            String text = pattern.strip();
            boolean exception = text.startsWith("!");
            String path = clean(exception ? text.substring(1).strip() : text);
            if (!path.isEmpty()) {
                rules.add(new Rule(compile(path), exception));
            }
        }
    }

    /** Parses the lines of a {@code .dockerignore}. */
    public static PathPatterns ofFile(String text) {
        String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
        return new PathPatterns(
                plain.lines().filter(line -> !line.startsWith("#")).toList());
    }

    /** Returns whether there is no pattern. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** Returns whether a path matches, directly or through a folder above it. */
    public boolean fits(String path) {
        boolean fits = false;
        for (Rule rule : rules) {
            if (fits == rule.exception() && fitsAny(rule.pattern(), path)) {
                fits = !rule.exception();
            }
        }
        return fits;
    }

    private static boolean fitsAny(Pattern pattern, String path) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            if (pattern.matcher(path.substring(0, end)).matches()) {
                return true;
            }
        }
        return false;
    }

    /** Returns a path without leading and trailing slashes, {@code .} and {@code ..}. */
    public static String clean(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                if (!parts.isEmpty()) {
                    parts.removeLast();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    /** Compiles a pattern of Go's {@code filepath.Match}: {@code *}, {@code ?} and {@code [a-z]} within a part of the path. */
    public static Pattern ofSource(String pattern) {
        return compile(pattern.replace("**", "*"));
    }

    /** Compiles a pattern in which {@code **} also matches any number of folders. */
    public static Pattern acrossFolders(String pattern) {
        return compile(pattern);
    }

    /** Returns whether a word contains wildcards. */
    public static boolean isPattern(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '*' || c == '?' || c == '[') {
                return true;
            }
        }
        return false;
    }

    private static Pattern compile(String glob) {
        StringBuilder regex = new StringBuilder();
        int i = 0;
        while (i < glob.length()) {
            char c = glob.charAt(i);
            i++;
            if (c == '*' && i < glob.length() && glob.charAt(i) == '*') {
                i++;
                boolean slash = i < glob.length() && glob.charAt(i) == '/';
                i += slash ? 1 : 0;
                regex.append(i == glob.length() ? ".*" : "(?:.*/)?");
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '[' && glob.indexOf(']', i + 1) > 0) {
                int end = glob.indexOf(']', i + 1);
                regex.append('[').append(set(glob.substring(i, end))).append(']');
                i = end + 1;
            } else {
                if (c == '\\' && i < glob.length()) {
                    c = glob.charAt(i);
                    i++;
                }
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        try {
            return Pattern.compile(regex.toString(), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            return Pattern.compile(Pattern.quote(glob));
        }
    }

    private static String set(String set) {
        return set.replace("[", "\\[").replace("&&", "&\\&");
    }
}
