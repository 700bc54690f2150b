package io.slipway.features.xdt;

/** Removes the first element found. */
final class RemoveTransform extends Transform {
    RemoveTransform() {
        super("Remove", Scope.FIRST_TARGET);
    }

    @Override
    void apply(Application application) throws XdtException {
        warnIfSeveral(application);
        expectNoArguments(application);
        Layout.remove(child(application));
        application.done("Removed '" + Application.name(application.target()) + "' element");
    }
}
