package io.slipway.builds.image;

import io.slipway.builds.files.Changes.Owner;
import io.slipway.builds.files.ContentSource.Place;
import io.slipway.builds.files.CopyException;
import io.slipway.builds.files.FileNode;
import io.slipway.builds.files.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Resolves the owners of {@code --chown} and {@code USER}: numbers, or names in the image's own files. */
final class Owners {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");
    private static final int MAX_FILE = 1 << 20;
    private static final int GROUP_OF_USER = 3;

    private Owners() {}

    /** Resolves {@code user[:group]}; the default group is the user's. */
    static Owner of(String text, FileTree tree) throws CopyException, IOException {
        String[] parts = text.split(":", 2);
        Owner user = user(parts[0], tree);
        if (parts.length < 2 || parts[1].isEmpty()) {
            return user;
        }
        String group = parts[1];
        if (NUMBER.matcher(group).matches()) {
            return new Owner(user.user(), Long.parseLong(group));
        }
        String[] line = line("etc/group", group, tree)
                .orElseThrow(() -> new CopyException("/etc/group of the image has no group " + group));
        return new Owner(user.user(), Long.parseLong(line[2]));
    }

    private static Owner user(String name, FileTree tree) throws CopyException, IOException {
        if (name.isEmpty()) {
            return Owner.ROOT;
        }
        if (NUMBER.matcher(name).matches()) {
            return new Owner(Long.parseLong(name), Long.parseLong(name));
        }
        String[] line = line("etc/passwd", name, tree)
                .orElseThrow(() -> new CopyException("/etc/passwd of the image has no user " + name));
        return new Owner(Long.parseLong(line[2]), Long.parseLong(line[GROUP_OF_USER]));
    }

    private static Optional<String[]> line(String file, String name, FileTree tree) throws IOException {
        Optional<Place> content = tree.follow(file).flatMap(FileNode::content);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        Place place = content.get();
        place.source()
                .read(
                        Set.of(place.number()),
                        (number, body) -> text.append(new String(body.readNBytes(MAX_FILE), StandardCharsets.UTF_8)));
        return text.toString()
                .lines()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length > GROUP_OF_USER && fields[0].equals(name))
                .filter(fields -> NUMBER.matcher(fields[2]).matches())
                .findFirst();
    }
}
