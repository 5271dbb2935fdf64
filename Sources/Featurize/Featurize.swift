// Featurize
