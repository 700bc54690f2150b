package io.slipway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import picocli.CommandLine;

/**
 * Converts picocli's classes to the current format: {@code CurrentClasses FILE} writes them to a jar. They have the format of Java 5, which AOT
 * caches do not support, and are a third of the classes of a short command. The launcher's build runs this before the rehearsal; the converted
 * classes behave as the originals.
 */
public final class CurrentClasses {
    private static final String SUFFIX = ".class";

    private static final ClassTransform CURRENT = ClassTransform.transformingMethodBodies(
                    (code, instruction) -> code.with(instruction))
            .andThen((type, element) -> {
                if (!(element instanceof ClassFileVersion)) {
                    type.with(element);
                }
            })
            .andThen(ClassTransform.endHandler(type -> type.withVersion(ClassFile.JAVA_25_VERSION, 0)));

    private CurrentClasses() {}

    public static void main(String[] arguments) throws IOException {
        Path source = Path.of(CommandLine.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        ClassFile classes = ClassFile.of(
                // Maps of the stack, which the old format does not have, are made with the code.
                ClassFile.ConstantPoolSharingOption.NEW_POOL,
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ClassHierarchyResolverOption.of(
                        ClassHierarchyResolver.ofResourceParsing(CommandLine.class.getClassLoader())
                                .orElse(ClassHierarchyResolver.defaultResolver())));
        try (JarFile jar = new JarFile(source.toFile());
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(Path.of(arguments[0])))) {
            for (Iterator<JarEntry> entries = jar.stream().iterator(); entries.hasNext(); ) {
                JarEntry entry = entries.next();
                if (entry.getName().startsWith("picocli/") && entry.getName().endsWith(SUFFIX)) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    try (InputStream in = jar.getInputStream(entry)) {
                        out.write(classes.transformClass(classes.parse(in.readAllBytes()), CURRENT));
                    }
                    out.closeEntry();
                }
            }
        }
    }
}
