package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Provides the same cloud to every class that is {@link OnSharedCloud}; it starts with the first test and stops after the last. Tests about restarts
 * and crashes have their own clouds.
 */
final class SharedCloud implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedCloud.class);

    /** Returns the classes that use it in a whole run. */
    static Set<String> allUsers() throws IOException {
        Set<String> all = new TreeSet<>();
        try (Stream<Path> sources = Files.list(Cloud.root().resolve("e2e/src/test/java/io/slipway/e2e"))) {
            for (Path source :
                    sources.filter(it -> it.toString().endsWith("Test.java")).toList()) {
                if (Files.readString(source).contains("\n@OnSharedCloud\n")) {
                    all.add(source.getFileName().toString().replace(".java", ""));
                }
            }
        }
        return all;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cloud.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> user = context.getRequiredTestClass();
        if (!user.isAnnotationPresent(OnSharedCloud.class)) {
            throw new IllegalStateException(user + " must be @OnSharedCloud");
        }
        Accesses.noteUser(user.getSimpleName());
        return context.getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(Cloud.class, key -> start(), Cloud.class);
    }

    private static Cloud start() {
        return Cloud.startForMany(Map.of(), Cloud.root().resolve("e2e/target/cloud-" + System.nanoTime()));
    }
}
