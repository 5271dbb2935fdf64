"""The peers by family, in the order of Catalog.swift."""

from . import binning, encoding, imputation, interactions, normalization, selection, tables, text, time

FAMILIES = {
    "Imputation": imputation.peers,
    "Normalization": normalization.peers,
    "Binning": binning.peers,
    "Encoding": encoding.peers,
    "Selection": selection.peers,
    "Text": text.peers,
    "Time": time.peers,
    "Tables": tables.peers,
    "Interactions": interactions.peers,
}
