package io.slipway.features.xdt;

/** Removes every element found. */
final class RemoveAllTransform extends Transform {
    RemoveAllTransform() {
        super("RemoveAll", Scope.ALL_TARGETS);
    }

    @Override
    void apply(Application application) throws XdtException {
        expectNoArguments(application);
        Layout.remove(child(application));
        application.done("Removed '" + Application.name(application.target()) + "' element");
    }
}
