package io.slipway.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.UnaryOperator;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.bouncycastle.crypto.Digest;
import picocli.CommandLine;

/**
 * Writes a jar of classes that AOT caches do not support in their original form: {@code CurrentClasses FILE}.
 * Picocli's, a third of the classes of a short command, have the format of Java 5; they are converted to the current
 * format, with the same behaviour. Bouncy Castle's are signed; they are copied without
 * the signature, which the JVM would verify at each start of a cloud, before anything else runs. The launcher's build runs this before the rehearsal.
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
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(Path.of(arguments[0])))) {
            ClassFile classes = classes();
            copy(CommandLine.class, "picocli/", out, bytes -> classes.transformClass(classes.parse(bytes), CURRENT));
            // All of them, because classes of one package must have the same signer, or all of them none.
            copy(Digest.class, "org/bouncycastle/", out, bytes -> bytes);
        }
    }

    private static ClassFile classes() {
        return ClassFile.of(
                // The stack map frames, which the old format lacks, are generated with the code.
                ClassFile.ConstantPoolSharingOption.NEW_POOL,
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ClassHierarchyResolverOption.of(
                        ClassHierarchyResolver.ofResourceParsing(CommandLine.class.getClassLoader())
                                .orElse(ClassHierarchyResolver.defaultResolver())));
    }

    /**
     * Copies the classes of a library.
     *
     * @param one a class of the library
     * @param folder the folder of its classes in the jar
     */
    private static void copy(Class<?> one, String folder, JarOutputStream out, UnaryOperator<byte[]> conversion)
            throws IOException {
        String source = one.getProtectionDomain().getCodeSource().getLocation().getPath();
        try (JarFile jar = new JarFile(new File(source), false)) {
            for (Iterator<JarEntry> entries = jar.stream().iterator(); entries.hasNext(); ) {
                JarEntry entry = entries.next();
                if (entry.getName().startsWith(folder) && entry.getName().endsWith(SUFFIX)) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    try (InputStream in = jar.getInputStream(entry)) {
                        out.write(conversion.apply(in.readAllBytes()));
                    }
                    out.closeEntry();
                }
            }
        }
    }
}
