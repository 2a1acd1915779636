<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
 <context>
  <name>@default</name>
  <message>
   <location filename="../plugin.py" />
   <location filename="../algorithms/provider.py" />
   <location filename="../ui/dock.py" />
   <source>Tanheng</source>
   <translation>碳衡 Tanheng</translation>
  </message>
  <message>
   <location filename="../plugin.py" />
   <source>Show or hide the land carbon panel</source>
   <translation>显示或隐藏碳衡面板</translation>
  </message>
  <message>
   <location filename="../styling/gpkg_styles.py" />
   <source>Layer {layer} of {file} does not open.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/gpkg_styles.py" />
   <source>The project could not be written.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/map_image.py" />
   <source>The map {file} could not be written.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/map_image.py" />
   <source>Coordinate system: {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/map_image.py" />
   <source> · </source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/map_image.py" />
   <source>unknown</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/map_image.py" />
   <source>km</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/map_image.py" />
   <source>Scale 1:{denominator}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>t CO₂e/a</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <location filename="../styling/themes.py" />
   <source>{title}, {unit}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>Land class code</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>Area</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>ha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <location filename="../styling/themes.py" />
   <source>Carbon sink</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <location filename="../styling/themes.py" />
   <source>Carbon emission</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <location filename="../styling/themes.py" />
   <source>Net emission</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>Problems</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>Not computed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>Not mapped</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>&lt; {value}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>{low} to {high}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>&gt; {value}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>{low} – {high}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/themes.py" />
   <source>t CO₂e/(ha·a)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/themes.py" />
   <source>Land use</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/themes.py" />
   <source>{heading} ({note})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/provider.py" />
   <source>Tanheng – land carbon sinks, emissions and balance</source>
   <translation>碳衡 – 国土空间碳汇、碳排放与碳收支</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>From a land-survey layer to a city's carbon balance: every polygon's carbon sink and emission, calibrated to the city's inventory. The survey layer itself is never edited.</source>
   <translation>由国土调查图层得到城市碳收支：每个图斑的碳汇与碳排放，并按城市清单校准。调查图层本身不会被修改。</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Survey layer</source>
   <translation>调查图层</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>1. Check: which classes, units and encoding the layer seems to have, and what is wrong with it. Nothing is computed.</source>
   <translation>1. 检查：识别图层的地类、单位和编码，并指出其中的问题。不做计算。</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Check Survey Layer…</source>
   <translation>检查调查图层…</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>2. Compute: a new layer with sink, emission and net of every polygon, and summaries by class and district.</source>
   <translation>2. 计算：生成新图层，包含每个图斑的碳汇、碳排放和净排放，并按地类和行政区汇总。</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Compute Land Carbon…</source>
   <translation>计算土地碳收支…</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Official ellipsoidal area of every polygon, independent of the project's settings.</source>
   <translation>按规定公式计算每个图斑的椭球面积，与工程设置无关。</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Ellipsoidal Area…</source>
   <translation>椭球面积…</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Whole study</source>
   <translation>整套评估</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>A study file names the layers, tables and totals of an assessment. One run writes the GeoPackage, the maps and a record of the run.</source>
   <translation>评估文件列出一次评估的图层、表格和总量。运行一次即可得到 GeoPackage、图件和运行记录。</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Run Study…</source>
   <translation>运行评估…</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Run Sample Study…</source>
   <translation>运行示例评估…</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Toolbox, models and scripts</source>
   <translation>工具箱、模型与脚本</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>The same tools stand in the Processing toolbox under Tanheng, and run in models, in batch and by qgis_process.</source>
   <translation>同样的工具位于 Processing 工具箱的“碳衡 Tanheng”下，也可在模型、批处理和 qgis_process 中运行。</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Show in Toolbox</source>
   <translation>在工具箱中显示</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>This version of Tanheng does not have the tool {0}.</source>
   <translation>此版本的碳衡没有工具 {0}。</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>The Processing plugin is switched off. Switch it on in the plugin manager.</source>
   <translation>Processing 插件已停用，请在插件管理器中启用。</translation>
  </message>
 </context>
</TS>
