package io.slipway.features.xdt;

import io.slipway.features.xml.XmlAttribute;
import io.slipway.features.xml.XmlElement;
import io.slipway.features.xml.XmlNode;
import java.util.List;

/** A transform of the selected elements. An instance is used once. */
abstract class Transform {
    /** The scope of a transform's application. */
    enum Scope {
        /** The first of the elements found. */
        FIRST_TARGET,
        /** Each of the elements found. */
        ALL_TARGETS,
        /** The first of the elements that the transform's element would be inserted into. */
        PARENT
    }

    private final String name;
    private final Scope scope;

    /**
     * @param name as it is written in a {@code Transform} attribute
     */
    Transform(String name, Scope scope) {
        this.name = name;
        this.scope = scope;
    }

    String name() {
        return name;
    }

    Scope scope() {
        return scope;
    }

    /** Changes one target. */
    abstract void apply(Application application) throws XdtException;

    /** Returns the selected nodes. */
    List<XmlNode> targets(TransformElement element) throws XdtException {
        return scope == Scope.PARENT ? element.targetParents() : element.targets();
    }

    /** Returns the target, which must be an element. */
    static XmlElement element(Application application) throws XdtException {
        if (application.target() instanceof XmlElement element) {
            return element;
        }
        throw new XdtException("'" + application.context().path() + "' does not evaluate to an element");
    }

    /** Returns a target that can be removed: an element, text or a comment, but not an attribute. */
    static XmlNode child(Application application) throws XdtException {
        return application.target() instanceof XmlAttribute ? element(application) : application.target();
    }

    void expectNoArguments(Application application) {
        if (!application.arguments().isEmpty()) {
            application.warn(name + " does not expect arguments; ignoring");
        }
    }

    void warnIfSeveral(Application application) throws XdtException {
        if (application.context().targets().size() > 1) {
            application.warn(
                    "Found multiple target elements, but the '" + name + "' Transform only applies to the first match");
        }
    }
}
